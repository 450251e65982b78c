package dev.stowage.fakes.oss;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeResponse;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/** DeleteObject and DeleteMultipleObjects. */
final class OssDeletes {
  private static final int MOST_KEYS = 1000;

  private final OssAccount account;

  OssDeletes(OssAccount account) {
    this.account = account;
  }

  /**
   * What a deletion did.
   *
   * @param version the version removed, or that of the marker
   * @param marker whether a delete marker was made or removed
   */
  private record Outcome(Optional<String> version, boolean marker) {}

  FakeResponse delete(OssCall call) {
    FakeBucket bucket = account.bucket(call);
    OssAttributes.checkKey(call.key());
    Outcome outcome = delete(bucket, call.key(), call.param("versionId"));
    FakeResponse response = FakeResponse.of(204);
    if (outcome.version().isPresent()) {
      response = response.with("x-oss-version-id", outcome.version().get());
    }
    return outcome.marker() ? response.with("x-oss-delete-marker", "true") : response;
  }

  private Outcome delete(FakeBucket bucket, String key, Optional<String> version) {
    if (version.isPresent()) {
      Optional<FakeBlob> blob = bucket.version(key, version.get());
      bucket.remove(key, version.get());
      return new Outcome(version, blob.filter(FakeBlob::deleteMarker).isPresent());
    }
    if (!OssAccount.versioning(bucket)) {
      bucket.remove(key, OssAccount.NULL_VERSION);
      return new Outcome(Optional.empty(), false);
    }
    FakeBlob marker = account.store(bucket, FakeBlob.builder(key).deleteMarker(true));
    return new Outcome(Optional.of(marker.version()), true);
  }

  /** Answers with the keys that were deleted; of the others it says nothing. */
  FakeResponse deleteAll(OssCall call) {
    FakeBucket bucket = account.bucket(call);
    if (!call.request().headers().has("Content-MD5")) {
      throw new OssError(400, "MissingArgument", "Missing Some Required Arguments.");
    }
    OssWrites.checkBody(call, account.settings());
    OssListings.Names names = OssListings.Names.of(call);
    Element root = OssXml.read(call.body(), "Delete");
    List<Element> objects = OssXml.children(root, "Object");
    if (objects.isEmpty() || objects.size() > MOST_KEYS) {
      throw OssError.malformedXml();
    }
    Optional<FakeResponse> failed = OssAccount.errorInside200(call.request());
    if (failed.isPresent()) {
      return failed.get();
    }
    boolean quiet = OssXml.text(root, "Quiet").filter("true"::equals).isPresent();
    OssXml xml = OssXml.document("DeleteResult");
    if (names.encoded()) {
      xml.leaf("EncodingType", "url");
    }
    for (Element object : objects) {
      String key = OssXml.text(object, "Key").orElseThrow(OssError::malformedXml);
      OssAttributes.checkKey(key);
      Outcome outcome = delete(bucket, key, OssXml.text(object, "VersionId"));
      if (!quiet) {
        xml.open("Deleted").leaf("Key", names.of(key));
        if (outcome.marker()) {
          xml.leaf("DeleteMarker", true).leaf("DeleteMarkerVersionId", outcome.version());
        }
        xml.close("Deleted");
      }
    }
    return quiet ? FakeResponse.of(200) : xml.response(200, "DeleteResult");
  }
}
