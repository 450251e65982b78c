package dev.stowage.fakes.s3;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.FaultClaim;
import dev.stowage.fakes.FaultKind;
import dev.stowage.fakes.s3.S3Listings.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ListObjectVersions. */
final class S3VersionListing {

  private final S3Account account;

  S3VersionListing(S3Account account) {
    this.account = account;
  }

  /** A line of the listing: a version, or a common prefix. */
  private record Entry(String key, Optional<FakeBlob> blob, boolean latest) {}

  FakeResponse list(S3Call call) {
    FakeBucket bucket = account.bucket(call);
    Names names = Names.of(call);
    int limit = S3Listings.limit(call, "max-keys", S3Listings.LONGEST_PAGE);
    int wanted = Math.max(Math.min(limit, 1), S3Listings.shortened(call.request(), limit));
    List<Entry> all = entries(call, bucket);
    List<Entry> page = all.subList(0, Math.min(all.size(), wanted));
    boolean more = page.size() < all.size() && limit > 0;
    if (more && wanted < limit) {
      call.request().fault(FaultKind.SHORT_PAGE).ifPresent(FaultClaim::fire);
    }
    S3Xml xml = S3Xml.document("ListVersionsResult").leaf("Name", bucket.name());
    xml.leaf("Prefix", names.of(call.value("prefix")));
    xml.leaf("KeyMarker", names.of(call.value("key-marker")));
    xml.leaf("VersionIdMarker", call.value("version-id-marker"));
    if (more) {
      Entry last = page.get(page.size() - 1);
      xml.leaf("NextKeyMarker", names.of(last.key()));
      xml.leaf("NextVersionIdMarker", last.blob().map(FakeBlob::version));
    }
    xml.leaf("MaxKeys", limit);
    if (!call.value("delimiter").isEmpty()) {
      xml.leaf("Delimiter", names.of(call.value("delimiter")));
    }
    if (names.encoded()) {
      xml.leaf("EncodingType", "url");
    }
    xml.leaf("IsTruncated", more);
    page.forEach(entry -> write(xml, names, entry));
    return xml.response(200, "ListVersionsResult");
  }

  private static List<Entry> entries(S3Call call, FakeBucket bucket) {
    String prefix = call.value("prefix");
    String delimiter = call.value("delimiter");
    String keyMarker = call.value("key-marker");
    List<Entry> entries = new ArrayList<>();
    String rolledUp =
        S3Listings.rollUp(keyMarker, prefix, delimiter).filter(keyMarker::equals).orElse("");
    for (String key : bucket.keys()) {
      int order = FakeBucket.UTF8_ORDER.compare(key, keyMarker);
      boolean covered = !rolledUp.isEmpty() && key.startsWith(rolledUp);
      if (!key.startsWith(prefix) || order < 0 || covered) {
        continue;
      }
      Optional<String> common = S3Listings.rollUp(key, prefix, delimiter);
      if (common.isPresent()) {
        rolledUp = common.get();
        entries.add(new Entry(rolledUp, Optional.empty(), false));
        continue;
      }
      boolean passed = order > 0 || keyMarker.isEmpty();
      boolean latest = true;
      for (FakeBlob blob : bucket.versions(key)) {
        if (passed) {
          entries.add(new Entry(key, Optional.of(blob), latest));
        }
        latest = false;
        passed |= blob.version().equals(call.value("version-id-marker"));
      }
    }
    return entries;
  }

  private static void write(S3Xml xml, Names names, Entry entry) {
    if (entry.blob().isEmpty()) {
      xml.open("CommonPrefixes").leaf("Prefix", names.of(entry.key())).close("CommonPrefixes");
      return;
    }
    FakeBlob blob = entry.blob().get();
    String element = blob.deleteMarker() ? "DeleteMarker" : "Version";
    xml.open(element).leaf("Key", names.of(blob.key())).leaf("VersionId", blob.version());
    xml.leaf("IsLatest", entry.latest()).leaf("LastModified", S3Text.isoDate(blob.modified()));
    if (!blob.deleteMarker()) {
      xml.leaf("ETag", S3Text.quoted(blob.etag())).leaf("Size", blob.size());
      xml.leaf("StorageClass", blob.attribute(S3Attributes.STORAGE_CLASS).orElse("STANDARD"));
    }
    xml.open("Owner").leaf("ID", "stowage").leaf("DisplayName", "stowage").close("Owner");
    xml.close(element);
  }
}
