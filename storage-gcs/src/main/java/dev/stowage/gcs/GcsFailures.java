package dev.stowage.gcs;

import com.google.auth.Retryable;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.http.TransportException;
import dev.stowage.spi.Failure;
import dev.stowage.wire.WireTimes;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an exception of this driver means. Reasons are those of the <a
 * href="https://cloud.google.com/storage/docs/json_api/v1/status-codes">JSON API</a> and codes
 * those of the <a href="https://cloud.google.com/storage/docs/xml-api/reference-status">XML
 * API</a>.
 */
final class GcsFailures {
  private static final String NO_BUCKET = "The specified bucket does not exist";
  private static final Map<String, ErrorCode> CODES = new HashMap<>();

  static {
    put(ErrorCode.NOT_FOUND, "NoSuchKey NoSuchUpload NoSuchVersion");
    put(ErrorCode.CONTAINER_NOT_FOUND, "NoSuchBucket noBucket");
    put(ErrorCode.PRECONDITION_FAILED, "conditionNotMet PreconditionFailed");
    put(ErrorCode.RANGE_NOT_SATISFIABLE, "requestedRangeNotSatisfiable InvalidRange");
    put(ErrorCode.UNAUTHENTICATED, "authError AuthenticationRequired InvalidSecurity");
    put(ErrorCode.UNAUTHENTICATED, "SignatureDoesNotMatch ExpiredToken expired invalid_grant");
    put(ErrorCode.CONFLICT, "OperationAborted");
    put(ErrorCode.RATE_LIMITED, "rateLimitExceeded userRateLimitExceeded SlowDown");
    put(ErrorCode.QUOTA_EXCEEDED, "quotaExceeded dailyLimitExceeded TooManyBuckets");
    put(ErrorCode.INTEGRITY_FAILURE, "BadDigest InvalidDigest");
    put(ErrorCode.TOO_LARGE, "uploadTooLarge EntityTooLarge");
    put(ErrorCode.UNAVAILABLE, "backendError internalError InternalError ServiceUnavailable");
  }

  private GcsFailures() {}

  private static void put(ErrorCode code, String names) {
    for (String name : names.split(" ")) {
      CODES.put(name, code);
    }
  }

  static Failure classify(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof GcsException refusal) {
        return refusal(refusal);
      }
      if (t instanceof TransportException lost) {
        Failure failure = Failure.of(ErrorCode.UNAVAILABLE, words(lost));
        return lost.requestSent() ? failure : failure.withNotSent();
      }
    }
    if (thrown instanceof Retryable credentials) {
      // Of google-auth: a token could not be had, and nothing was sent to the service.
      return credentials.isRetryable()
          ? Failure.of(ErrorCode.UNAVAILABLE, "no access token: " + words(thrown)).withNotSent()
          : Failure.of(ErrorCode.UNAUTHENTICATED, "no access token: " + words(thrown));
    }
    if (thrown instanceof IOException) {
      return Failure.of(ErrorCode.UNAVAILABLE, words(thrown));
    }
    return thrown instanceof IllegalArgumentException
        ? Failure.of(ErrorCode.INVALID_ARGUMENT, words(thrown))
        : Failure.of(ErrorCode.UNKNOWN, words(thrown));
  }

  private static Failure refusal(GcsException refusal) {
    ErrorCode known = code(refusal);
    Failure failure =
        known == null
            ? Failure.ofStatus(refusal.status(), words(refusal))
            : Failure.of(known, words(refusal)).withHttpStatus(refusal.status());
    if (refusal.status() == 408) {
      failure = failure.withRetryable(true);
    }
    return failure
        .withRequestId(refusal.requestId())
        .withRetryAfter(WireTimes.retryAfter(refusal.retryAfter()));
  }

  private static @Nullable ErrorCode code(GcsException refusal) {
    if (refusal.status() == 404 && words(refusal).contains(NO_BUCKET)) {
      return ErrorCode.CONTAINER_NOT_FOUND;
    }
    if (refusal.status() == 400 && words(refusal).contains("doesn't match calculated")) {
      return ErrorCode.INTEGRITY_FAILURE;
    }
    // Without credentials the XML API says 401 or 403 by turns.
    if (words(refusal).contains("Anonymous caller")) {
      return ErrorCode.UNAUTHENTICATED;
    }
    return CODES.get(refusal.reason());
  }

  /** What a batch says of one key. */
  static StorageException ofKey(String key, Exception refusal) {
    Failure failure = classify(refusal);
    return StorageException.builder(failure.code(), failure.message())
        .operation("delete")
        .key(key)
        .provider("gs")
        .httpStatus(failure.httpStatus())
        .requestId(failure.requestId().orElse(null))
        .retryable(failure.retryable())
        .cause(refusal)
        .build();
  }

  /** For what does not pass the portable layer. */
  static StorageException translated(String operation, String key, Exception e) {
    if (e instanceof StorageException known) {
      return known;
    }
    Failure failure = classify(e);
    return StorageException.builder(failure.code(), failure.message())
        .operation(operation)
        .key(key)
        .provider("gs")
        .httpStatus(failure.httpStatus())
        .requestId(failure.requestId().orElse(null))
        .retryable(failure.retryable())
        .cause(e)
        .build();
  }

  private static String words(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? thrown.getClass().getSimpleName() : message;
  }
}
