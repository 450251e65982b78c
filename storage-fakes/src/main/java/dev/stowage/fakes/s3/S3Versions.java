package dev.stowage.fakes.s3;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import java.util.Optional;

/** Finds the version that a call means. */
final class S3Versions {

  private S3Versions() {}

  /** The object a read means; what is not there is an error, told apart as S3 does. */
  static FakeBlob required(FakeBucket bucket, S3Call call) {
    return required(bucket, call.key(), call.param("versionId"));
  }

  static FakeBlob required(FakeBucket bucket, String key, Optional<String> version) {
    if (version.isPresent()) {
      return ofVersion(bucket, key, version.get());
    }
    FakeBlob newest = bucket.newest(key).orElseThrow(() -> S3Error.noSuchKey(key));
    if (newest.deleteMarker()) {
      throw S3Error.noSuchKey(key)
          .header("x-amz-delete-marker", "true")
          .header("x-amz-version-id", newest.version());
    }
    return newest;
  }

  private static FakeBlob ofVersion(FakeBucket bucket, String key, String version) {
    if (version.isEmpty()) {
      throw S3Error.invalidArgument("versionId", version, "Version id cannot be the empty string");
    }
    FakeBlob blob =
        bucket
            .version(key, version)
            .orElseThrow(
                () ->
                    new S3Error(404, "NoSuchVersion", "The specified version does not exist.")
                        .element("Key", key)
                        .element("VersionId", version));
    if (blob.deleteMarker()) {
      throw new S3Error(
              405, "MethodNotAllowed", "The specified method is not allowed against this resource.")
          .element("Method", "GET")
          .header("x-amz-delete-marker", "true")
          .header("x-amz-version-id", version)
          .header("Last-Modified", S3Text.httpDate(blob.modified()));
    }
    return blob;
  }
}
