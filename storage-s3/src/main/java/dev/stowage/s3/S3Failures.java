package dev.stowage.s3;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.http.TransportException;
import dev.stowage.spi.Failure;
import dev.stowage.wire.WireTimes;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What an exception of this driver means. The codes are those of the <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">service's list</a>,
 * and those that compatible services add.
 */
final class S3Failures {
  private static final Map<String, ErrorCode> CODES = new HashMap<>();

  static {
    put(ErrorCode.NOT_FOUND, "NoSuchKey NoSuchVersion NoSuchUpload NotFound");
    put(ErrorCode.CONTAINER_NOT_FOUND, "NoSuchBucket");
    put(ErrorCode.ALREADY_EXISTS, "BucketAlreadyExists");
    put(ErrorCode.PRECONDITION_FAILED, "PreconditionFailed");
    put(ErrorCode.NOT_MODIFIED, "NotModified");
    put(ErrorCode.RANGE_NOT_SATISFIABLE, "InvalidRange");
    put(ErrorCode.INVALID_KEY, "KeyTooLongError KeyTooLong");
    put(
        ErrorCode.INVALID_ARGUMENT,
        "InvalidArgument InvalidRequest InvalidBucketName MalformedXML MalformedPOSTRequest"
            + " InvalidPart InvalidPartOrder InvalidTag MetadataTooLarge InvalidStorageClass"
            + " InvalidEncryptionAlgorithmError EntityTooSmall InvalidURI MissingContentLength"
            + " InvalidLocationConstraint IllegalLocationConstraintException PermanentRedirect"
            + " TemporaryRedirect Redirect IncorrectEndpoint BadRequest");
    put(
        ErrorCode.UNAUTHENTICATED,
        "InvalidAccessKeyId SignatureDoesNotMatch ExpiredToken InvalidToken TokenRefreshRequired"
            + " RequestTimeTooSkewed RequestExpired AuthorizationHeaderMalformed"
            + " AuthorizationQueryParametersError MissingAuthenticationToken InvalidSecurity"
            + " MissingSecurityHeader NotSignedUp UnrecognizedClientException"
            + " InvalidClientTokenId CredentialsNotSupported Unauthorized");
    put(
        ErrorCode.PERMISSION_DENIED,
        "AccessDenied AllAccessDisabled AccountProblem InvalidPayer AccessForbidden Forbidden");
    put(
        ErrorCode.RATE_LIMITED,
        "SlowDown SlowDownRead SlowDownWrite Throttling ThrottlingException ThrottledException"
            + " RequestThrottled RequestThrottledException TooManyRequests RequestLimitExceeded"
            + " BandwidthLimitExceeded ProvisionedThroughputExceededException");
    put(ErrorCode.CONFLICT, "ConditionalRequestConflict OperationAborted BucketNotEmpty");
    put(ErrorCode.UNSUPPORTED, "NotImplemented MethodNotAllowed InvalidObjectState");
    put(
        ErrorCode.INTEGRITY_FAILURE,
        "BadDigest InvalidDigest XAmzContentSHA256Mismatch XAmzContentChecksumMismatch"
            + " ContentChecksumMismatch");
    put(
        ErrorCode.QUOTA_EXCEEDED,
        "QuotaExceeded XMinioStorageFull TooManyBuckets InsufficientStorage LimitExceeded"
            + " XMinioAdminBucketQuotaExceeded");
    put(ErrorCode.TOO_LARGE, "EntityTooLarge MaxMessageLengthExceeded RequestEntityTooLarge");
    put(
        ErrorCode.UNAVAILABLE,
        "InternalError ServiceUnavailable RequestTimeout IncompleteBody Busy InternalFailure"
            + " ServerTimeout XMinioServerNotInitialized");
  }

  private S3Failures() {}

  private static void put(ErrorCode code, String names) {
    for (String name : names.split(" ")) {
      CODES.put(name, code);
    }
  }

  static Failure classify(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof AwsServiceException refusal) {
        return refusal(refusal);
      }
      if (t instanceof AbortedException) {
        return Failure.of(ErrorCode.CANCELLED, "the calling thread was interrupted");
      }
      if (t instanceof TransportException lost) {
        Failure failure = Failure.of(ErrorCode.UNAVAILABLE, words(lost));
        return lost.requestSent() ? failure : failure.withNotSent();
      }
      if (t instanceof IOException) {
        return Failure.of(ErrorCode.UNAVAILABLE, words(t));
      }
    }
    String words = words(thrown);
    if (thrown instanceof SdkException) {
      if (words.contains("credentials") || words.contains("profile")) {
        return Failure.of(ErrorCode.UNAUTHENTICATED, words);
      }
      if (words.contains("checksum")) {
        return Failure.of(ErrorCode.INTEGRITY_FAILURE, words);
      }
      return Failure.of(ErrorCode.UNKNOWN, words);
    }
    return thrown instanceof IllegalArgumentException
        ? Failure.of(ErrorCode.INVALID_ARGUMENT, words)
        : Failure.of(ErrorCode.UNKNOWN, words);
  }

  /** What a bulk delete says of one key. */
  static StorageException ofKey(String key, String code, String message) {
    ErrorCode known = CODES.getOrDefault(code, ErrorCode.UNKNOWN);
    return StorageException.builder(known, message.isEmpty() ? code : code + ": " + message)
        .operation("delete")
        .key(key)
        .provider("s3")
        .build();
  }

  static StorageException ofKey(String key, AwsServiceException refusal) {
    Failure failure = refusal(refusal);
    return StorageException.builder(failure.code(), failure.message())
        .operation("delete")
        .key(key)
        .provider("s3")
        .httpStatus(failure.httpStatus())
        .requestId(failure.requestId().orElse(null))
        .cause(refusal)
        .build();
  }

  private static Failure refusal(AwsServiceException refusal) {
    AwsErrorDetails details = refusal.awsErrorDetails();
    String code = details == null || details.errorCode() == null ? "" : details.errorCode();
    int status = refusal.statusCode();
    String message = message(details, code, status);
    ErrorCode known = code(code, status, header(details, "x-amz-delete-marker"));
    Failure failure =
        known == null
            ? Failure.ofStatus(status, message)
            : Failure.of(known, message).withHttpStatus(status);
    if (code.equals("RequestTimeTooSkewed")) {
      failure = failure.withRetryable(true); // The next attempt is signed by the service's clock.
    } else if (code.equals("BucketNotEmpty")) {
      failure = failure.withRetryable(false);
    }
    return failure
        .withRequestId(refusal.requestId())
        .withRetryAfter(WireTimes.retryAfter(header(details, "Retry-After").orElse("")));
  }

  private static @Nullable ErrorCode code(String code, int status, Optional<String> deleteMarker) {
    if (deleteMarker.isPresent() && (status == 404 || status == 405)) {
      return ErrorCode.NOT_FOUND;
    }
    ErrorCode known = CODES.get(code);
    if (known == null && (status == 301 || status == 307 || status == 308)) {
      return ErrorCode.INVALID_ARGUMENT;
    }
    return known;
  }

  private static String message(@Nullable AwsErrorDetails details, String code, int status) {
    String words =
        details == null || details.errorMessage() == null ? "" : details.errorMessage().strip();
    StringBuilder text = new StringBuilder(code.isEmpty() ? "HTTP " + status : code);
    if (!words.isEmpty()) {
      text.append(": ").append(words);
    }
    boolean elsewhere =
        status == 301 || status == 307 || code.equals("AuthorizationHeaderMalformed");
    Optional<String> region = header(details, "x-amz-bucket-region");
    if (elsewhere && region.isPresent()) {
      text.append(" (the bucket is in another region; open it with region=");
      text.append(region.get()).append(')');
    }
    return text.toString();
  }

  private static Optional<String> header(@Nullable AwsErrorDetails details, String name) {
    return details == null || details.sdkHttpResponse() == null
        ? Optional.empty()
        : details.sdkHttpResponse().firstMatchingHeader(name);
  }

  private static String words(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? thrown.getClass().getSimpleName() : message;
  }
}
