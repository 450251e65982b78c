package dev.stowage.fakes.oss;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.FaultClaim;
import dev.stowage.fakes.FaultKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the version that a call means, and lists them. */
final class OssVersions {
  private final OssAccount account;

  OssVersions(OssAccount account) {
    this.account = account;
  }

  /** The object a read means; what is not there is an error, told apart as OSS does. */
  static FakeBlob required(FakeBucket bucket, OssCall call) {
    return required(bucket, call.key(), call.param("versionId"));
  }

  static FakeBlob required(FakeBucket bucket, String key, Optional<String> version) {
    if (version.isPresent()) {
      return ofVersion(bucket, key, version.get());
    }
    FakeBlob newest = bucket.newest(key).orElseThrow(() -> OssError.noSuchKey(key));
    if (newest.deleteMarker()) {
      throw OssError.noSuchKey(key)
          .header("x-oss-delete-marker", "true")
          .header("x-oss-version-id", newest.version());
    }
    return newest;
  }

  private static FakeBlob ofVersion(FakeBucket bucket, String key, String version) {
    FakeBlob blob =
        bucket
            .version(key, version)
            .orElseThrow(
                () ->
                    new OssError(404, "NoSuchVersion", "The specified version does not exist.")
                        .element("Key", key)
                        .element("VersionId", version));
    if (blob.deleteMarker()) {
      throw new OssError(
              405, "MethodNotAllowed", "The specified method is not allowed on a delete marker.")
          .header("x-oss-delete-marker", "true")
          .header("x-oss-version-id", version);
    }
    return blob;
  }

  FakeResponse list(OssCall call) {
    FakeBucket bucket = account.bucket(call);
    OssListings.Names names = OssListings.Names.of(call);
    int limit = OssListings.limit(call, "max-keys", 100);
    int wanted = Math.max(1, OssListings.shortened(call.request(), limit));
    List<FakeBlob> all = entries(call, bucket);
    List<FakeBlob> page = all.subList(0, Math.min(all.size(), wanted));
    boolean more = page.size() < all.size();
    if (more && wanted < limit) {
      call.request().fault(FaultKind.SHORT_PAGE).ifPresent(FaultClaim::fire);
    }
    OssXml xml = OssXml.document("ListVersionsResult").leaf("Name", bucket.name());
    xml.leaf("Prefix", names.of(call.value("prefix")));
    xml.leaf("KeyMarker", names.of(call.value("key-marker")));
    xml.leaf("VersionIdMarker", call.value("version-id-marker"));
    xml.leaf("MaxKeys", limit).leaf("Delimiter", "").leaf("IsTruncated", more);
    if (names.encoded()) {
      xml.leaf("EncodingType", "url");
    }
    if (more) {
      FakeBlob last = page.get(page.size() - 1);
      xml.leaf("NextKeyMarker", names.of(last.key())).leaf("NextVersionIdMarker", last.version());
    }
    for (FakeBlob blob : page) {
      write(xml, names, blob, bucket.newest(blob.key()).filter(blob::equals).isPresent());
    }
    return xml.response(200, "ListVersionsResult");
  }

  private static List<FakeBlob> entries(OssCall call, FakeBucket bucket) {
    String keyMarker = call.value("key-marker");
    List<FakeBlob> entries = new ArrayList<>();
    for (String key : bucket.keys()) {
      int order = FakeBucket.UTF8_ORDER.compare(key, keyMarker);
      if (!key.startsWith(call.value("prefix")) || order < 0) {
        continue;
      }
      boolean passed = order > 0 || keyMarker.isEmpty();
      for (FakeBlob blob : bucket.versions(key)) {
        if (passed) {
          entries.add(blob);
        }
        passed |= blob.version().equals(call.value("version-id-marker"));
      }
    }
    return entries;
  }

  private static void write(OssXml xml, OssListings.Names names, FakeBlob blob, boolean latest) {
    String element = blob.deleteMarker() ? "DeleteMarker" : "Version";
    xml.open(element).leaf("Key", names.of(blob.key())).leaf("VersionId", blob.version());
    xml.leaf("IsLatest", latest).leaf("LastModified", OssText.isoDate(blob.modified()));
    if (!blob.deleteMarker()) {
      OssListings.described(xml, blob);
    }
    xml.close(element);
  }
}
