package dev.stowage.fakes.s3;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.FaultClaim;
import dev.stowage.fakes.FaultKind;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/** DeleteObject and DeleteObjects. */
final class S3Deletes {

  private static final int MOST_KEYS = 1000;

  private final S3Account account;
  private final S3Locks locks;

  S3Deletes(S3Account account, S3Locks locks) {
    this.account = account;
    this.locks = locks;
  }

  /**
   * What a deletion did.
   *
   * @param version the version removed, or that of the marker
   * @param marker whether a delete marker was made or removed
   */
  private record Outcome(Optional<String> version, boolean marker) {}

  FakeResponse delete(S3Call call) {
    FakeBucket bucket = account.bucket(call);
    S3Attributes.checkKey(call.key());
    S3Conditions.checkDelete(bucket, call.key(), call.header("If-Match"));
    Outcome outcome = delete(call, bucket, call.key(), call.param("versionId"));
    FakeResponse response = FakeResponse.of(204);
    if (outcome.version().isPresent()) {
      response = response.with("x-amz-version-id", outcome.version().get());
    }
    return outcome.marker() ? response.with("x-amz-delete-marker", "true") : response;
  }

  private Outcome delete(S3Call call, FakeBucket bucket, String key, Optional<String> version) {
    if (version.isPresent()) {
      Optional<FakeBlob> blob = bucket.version(key, version.get());
      blob.ifPresent(b -> locks.checkRemoval(b, call));
      bucket.remove(key, version.get());
      return new Outcome(version, blob.filter(FakeBlob::deleteMarker).isPresent());
    }
    if (!bucket.attributes().containsKey(S3Account.VERSIONING)) {
      bucket.remove(key, S3Account.NULL_VERSION);
      return new Outcome(Optional.empty(), false);
    }
    FakeBlob marker = account.store(bucket, FakeBlob.builder(key).deleteMarker(true));
    return new Outcome(Optional.of(marker.version()), true);
  }

  FakeResponse deleteAll(S3Call call, S3Payload payload) {
    FakeBucket bucket = account.bucket(call);
    boolean md5 = call.request().headers().has("Content-MD5");
    if (payload.checksum(call).isEmpty() && !md5) {
      throw S3Error.invalidRequest("Missing required header for this request: Content-MD5");
    }
    Element root = S3Xml.read(payload.bytes(), "Delete");
    List<Element> objects = S3Xml.children(root, "Object");
    if (objects.isEmpty() || objects.size() > MOST_KEYS) {
      throw S3Error.malformedXml();
    }
    boolean quiet = S3Xml.text(root, "Quiet").filter("true"::equals).isPresent();
    FaultClaim fault = call.request().fault(FaultKind.ERROR_INSIDE_200).orElse(null);
    S3Xml xml = S3Xml.document("DeleteResult");
    for (Element object : objects) {
      if (fault != null) {
        fault.fire();
        String code = fault.fault().code().orElse("InternalError");
        error(xml, object, new S3Error(500, code, "We encountered an internal error."));
      } else {
        deleteOne(call, bucket, object, quiet, xml);
      }
    }
    return xml.response(200, "DeleteResult");
  }

  private void deleteOne(S3Call call, FakeBucket bucket, Element object, boolean quiet, S3Xml xml) {
    String key = S3Xml.text(object, "Key").orElseThrow(S3Error::malformedXml);
    Optional<String> version = S3Xml.text(object, "VersionId");
    try {
      S3Attributes.checkKey(key);
      S3Conditions.checkDelete(bucket, key, S3Xml.text(object, "ETag"));
      Outcome outcome = delete(call, bucket, key, version);
      if (!quiet) {
        xml.open("Deleted").leaf("Key", key).leaf("VersionId", version);
        if (outcome.marker()) {
          xml.leaf("DeleteMarker", true).leaf("DeleteMarkerVersionId", outcome.version());
        }
        xml.close("Deleted");
      }
    } catch (S3Error e) {
      error(xml, object, e);
    }
  }

  private static void error(S3Xml xml, Element object, S3Error error) {
    xml.open("Error").leaf("Key", S3Xml.text(object, "Key"));
    xml.leaf("VersionId", S3Xml.text(object, "VersionId"));
    xml.leaf("Code", error.code()).leaf("Message", String.valueOf(error.getMessage()));
    xml.close("Error");
  }
}
