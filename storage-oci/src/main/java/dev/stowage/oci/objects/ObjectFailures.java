package dev.stowage.oci.objects;

import com.oracle.bmc.model.BmcException;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.WriteCondition;
import dev.stowage.oci.OciException;
import dev.stowage.oci.OciFailures;
import dev.stowage.spi.Failure;

/** What Object Storage adds to the codes that all services share. */
final class ObjectFailures {
  private static final OciFailures CODES =
      OciFailures.shared()
          .with(ErrorCode.CONTAINER_NOT_FOUND, "BucketNotFound NamespaceNotFound NoSuchBucket")
          .with(
              ErrorCode.NOT_FOUND,
              "ObjectNotFound NoSuchUpload UploadNotFound VersionNotFound ObjectVersionNotFound")
          .with(ErrorCode.ALREADY_EXISTS, "BucketAlreadyExists")
          .with(ErrorCode.PRECONDITION_FAILED, "IfMatchFailed IfNoneMatchFailed")
          .with(ErrorCode.INVALID_KEY, "InvalidObjectName")
          .with(
              ErrorCode.INVALID_ARGUMENT,
              "InvalidBucketName InvalidCompartmentId InvalidUploadPart InvalidUploadId"
                  + " InvalidMetadata MissingContentLength")
          .with(ErrorCode.RANGE_NOT_SATISFIABLE, "InvalidRange RangeNotSatisfiable")
          .with(
              ErrorCode.INTEGRITY_FAILURE,
              "UnmatchedContentMD5 UnmatchedContentCRC32C UnmatchedContentSHA256 InvalidContentMD5")
          .with(ErrorCode.UNSUPPORTED, "NotRestored ObjectNotRestored")
          .with(
              ErrorCode.CONFLICT,
              "BucketNotEmpty ConcurrentObjectUpdate ObjectAlreadyBeingRestored")
          .with(ErrorCode.QUOTA_EXCEEDED, "TooManyBuckets StorageQuotaExceeded")
          .with(ErrorCode.TOO_LARGE, "EntityTooLarge ObjectTooLarge");

  private ObjectFailures() {}

  static Failure classify(Throwable thrown) {
    Failure failure = CODES.classify(thrown);
    if (thrown instanceof BmcException refusal && is(refusal, "BucketNotEmpty")) {
      return failure.withRetryable(false);
    }
    return failure;
  }

  private static boolean is(BmcException refusal, String code) {
    return code.equals(refusal.getServiceCode());
  }

  /** Whether the object is not there, as opposed to its bucket. */
  static boolean noSuchObject(OciException refusal) {
    return refusal.getStatusCode() == 404 && CODES.classify(refusal).code() == ErrorCode.NOT_FOUND;
  }

  /** Where there is no object to match, the service may say so instead of that none matches. */
  static RuntimeException ofWrite(OciException refusal, WriteCondition condition) {
    return condition.etag().isPresent() && is(refusal, "ObjectNotFound")
        ? StorageException.builder(ErrorCode.PRECONDITION_FAILED, "there is no blob with this etag")
            .httpStatus(refusal.getStatusCode())
            .requestId(refusal.getOpcRequestId())
            .cause(refusal)
            .build()
        : refusal;
  }

  /** What a batch delete says of one key: a status, and words. */
  static StorageException ofKey(String key, int status, String message) {
    Failure failure = CODES.classify(OciException.of(status, "", message));
    return StorageException.builder(failure.code(), failure.message())
        .retryable(failure.retryable())
        .operation("delete")
        .key(key)
        .provider("oci")
        .httpStatus(status)
        .build();
  }

  /** What a work request says of why it failed. */
  static OciException ofWork(String code, String message) {
    int status =
        switch (CODES.meaning(code, 500)) {
          case NOT_FOUND, CONTAINER_NOT_FOUND -> 404;
          case PRECONDITION_FAILED -> 412;
          case INVALID_ARGUMENT -> 400;
          case CONFLICT -> 409;
          default -> 500;
        };
    return OciException.of(status, code, message);
  }
}
