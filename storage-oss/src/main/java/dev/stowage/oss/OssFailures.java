package dev.stowage.oss;

import com.aliyun.sdk.service.oss2.exceptions.ServiceException;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.http.DeadlineExceededException;
import dev.stowage.http.RequestAbortedException;
import dev.stowage.http.TransportException;
import dev.stowage.spi.Failure;
import dev.stowage.wire.WireTimes;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an exception of this provider means. The codes are those of the <a
 * href="https://www.alibabacloud.com/help/en/oss/developer-reference/error-codes-1">service</a>.
 */
final class OssFailures {
  private static final Map<String, ErrorCode> CODES = new HashMap<>();

  static {
    put(
        ErrorCode.NOT_FOUND,
        "NoSuchKey NoSuchVersion NoSuchUpload SymlinkTargetNotExist ObjectNotExist");
    put(ErrorCode.CONTAINER_NOT_FOUND, "NoSuchBucket");
    put(ErrorCode.ALREADY_EXISTS, "FileAlreadyExists BucketAlreadyExists ObjectAlreadyExists");
    put(ErrorCode.PRECONDITION_FAILED, "PreconditionFailed");
    put(ErrorCode.NOT_MODIFIED, "NotModified");
    put(ErrorCode.RANGE_NOT_SATISFIABLE, "InvalidRange");
    put(ErrorCode.INVALID_KEY, "InvalidObjectName");
    put(
        ErrorCode.INVALID_ARGUMENT,
        "InvalidArgument InvalidBucketName MalformedXML InvalidPart InvalidPartOrder InvalidTag"
            + " EntityTooSmall InvalidEncryptionAlgorithmError MissingArgument InvalidPolicyDocument"
            + " InvalidRequest BadRequest MissingContentLength InvalidTargetType");
    put(
        ErrorCode.UNAUTHENTICATED,
        "InvalidAccessKeyId InvalidAccessKeyID SignatureDoesNotMatch SecurityTokenExpired"
            + " InvalidSecurityToken RequestTimeTooSkewed RequestExpired InvalidAuthorization"
            + " SignatureNotMatch InvalidAccessKeyId.NotFound InvalidTimeStamp.Expired"
            + " InvalidTimeStamp InvalidSecurityToken.Expired MissingSecurityToken");
    put(
        ErrorCode.PERMISSION_DENIED,
        "AccessDenied NoPermission Forbidden.RAM UserDisable Forbidden NoPermission.RAM");
    put(
        ErrorCode.RATE_LIMITED,
        "SlowDown TooManyRequests QpsLimitExceeded DownloadTrafficRateLimitExceeded"
            + " UploadTrafficRateLimitExceeded TotalQpsLimitExceeded Throttling Throttling.User"
            + " ResourceThrottled ResourceExhausted");
    put(ErrorCode.CONFLICT, "OperationConflict ConcurrentUpdateError");
    put(
        ErrorCode.UNSUPPORTED,
        "NotImplemented MethodNotAllowed InvalidObjectState ObjectNotAppendable"
            + " OperationNotSupported FileImmutable");
    put(ErrorCode.INTEGRITY_FAILURE, "InvalidDigest BadDigest");
    put(ErrorCode.QUOTA_EXCEEDED, "TooManyBuckets QuotaExceeded LimitExceeded");
    put(ErrorCode.TOO_LARGE, "EntityTooLarge FilePartTooLarge");
    put(ErrorCode.UNAVAILABLE, "InternalError ServiceUnavailable RequestTimeout IncompleteBody");
  }

  private OssFailures() {}

  private static void put(ErrorCode code, String names) {
    for (String name : names.split(" ")) {
      CODES.put(name, code);
    }
  }

  static @Nullable ErrorCode known(String code) {
    return CODES.get(code);
  }

  static Failure classify(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof StorageException known) {
        return Failure.of(known.code(), known.reason()).withRetryable(known.retryable());
      }
      if (t instanceof ServiceException refusal) {
        return refusal(refusal);
      }
      if (t instanceof AcsException refusal) {
        return refusal.failure();
      }
      if (t instanceof TransportException lost) {
        return transport(lost);
      }
      if (t instanceof IOException) {
        return Failure.of(ErrorCode.UNAVAILABLE, words(t));
      }
    }
    return thrown instanceof IllegalArgumentException
        ? Failure.of(ErrorCode.INVALID_ARGUMENT, words(thrown))
        : Failure.of(ErrorCode.UNKNOWN, words(thrown));
  }

  /** The SDK hides these in exceptions of its own. */
  private static Failure transport(TransportException lost) {
    if (lost instanceof RequestAbortedException) {
      return Failure.of(ErrorCode.CANCELLED, words(lost));
    }
    if (lost instanceof DeadlineExceededException) {
      return Failure.of(ErrorCode.DEADLINE_EXCEEDED, words(lost));
    }
    Failure failure = Failure.of(ErrorCode.UNAVAILABLE, words(lost));
    return lost.requestSent() ? failure : failure.withNotSent();
  }

  private static Failure refusal(ServiceException refusal) {
    String code = refusal.errorCode() == null ? "" : refusal.errorCode();
    int status = refusal.statusCode();
    ErrorCode known = known(refusal, code);
    String message = message(refusal, code);
    Failure failure =
        known == null
            ? Failure.ofStatus(status, message)
            : Failure.of(known, message).withHttpStatus(status);
    if (code.equals("RequestTimeTooSkewed")) {
      failure = failure.withRetryable(true); // The next attempt is signed by the service's clock.
    }
    return failure
        .withRequestId(refusal.requestId())
        .withRetryAfter(WireTimes.retryAfter(refusal.headers().getOrDefault("Retry-After", "")));
  }

  private static @Nullable ErrorCode known(ServiceException refusal, String code) {
    int status = refusal.statusCode();
    if (refusal.headers().containsKey("x-oss-delete-marker") && (status == 404 || status == 405)) {
      return ErrorCode.NOT_FOUND;
    }
    if (code.equals("AccessDenied") && refusal.errorFields().containsKey("Endpoint")) {
      return ErrorCode.INVALID_ARGUMENT;
    }
    return code.equals("Imm Client") ? ErrorCode.PRECONDITION_FAILED : CODES.get(code);
  }

  private static String message(ServiceException refusal, String code) {
    String words = refusal.errorMessage() == null ? "" : refusal.errorMessage().strip();
    StringBuilder text = new StringBuilder();
    text.append(code.isEmpty() ? "HTTP " + refusal.statusCode() : code);
    if (!words.isEmpty()) {
      text.append(": ").append(words);
    }
    String endpoint = refusal.errorFields().getOrDefault("Endpoint", "");
    if (!endpoint.isEmpty()) {
      text.append(" (the bucket is in another region; open it with endpoint=");
      text.append(endpoint).append(')');
    } else if (code.equals("Imm Client")) {
      text.append(" (bind the bucket to a project of Intelligent Media Management in the same");
      text.append(" region first: AttachOSSBucket)");
    } else if (code.equals("InvalidObjectState")) {
      text.append(" (the blob is archived; OssBucket.restore brings it back)");
    }
    return text.toString();
  }

  /** A failure outside of the portable layer, as that layer would have told it. */
  static StorageException translate(String operation, @Nullable String key, Throwable thrown) {
    if (thrown instanceof StorageException known && known.operation().isPresent()) {
      return known;
    }
    Failure failure = classify(thrown);
    return StorageException.builder(failure.code(), failure.message())
        .operation(operation)
        .key(key)
        .provider("oss")
        .retryable(failure.retryable())
        .httpStatus(failure.httpStatus())
        .requestId(failure.requestId().orElse(null))
        .cause(thrown)
        .build();
  }

  private static String words(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? thrown.getClass().getSimpleName() : message;
  }
}
