package dev.stowage.spi;

import dev.stowage.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's exception means; the answer of {@code classify}.
 *
 * <p>Immutable. The message is the provider's own words, made safe: no credential, no signature.
 */
public final class Failure {
  private final ErrorCode code;
  private final String message;
  private final boolean retryable;
  private final boolean notSent;
  private final int httpStatus;
  private final @Nullable String requestId;
  private final @Nullable Duration retryAfter;

  private Failure(
      ErrorCode code,
      String message,
      boolean retryable,
      boolean notSent,
      int httpStatus,
      @Nullable String requestId,
      @Nullable Duration retryAfter) {
    this.code = code;
    this.message = message;
    this.retryable = retryable;
    this.notSent = notSent;
    this.httpStatus = httpStatus;
    this.requestId = requestId;
    this.retryAfter = retryAfter;
  }

  /** A failure that is retried if its code is transient by nature. */
  public static Failure of(ErrorCode code, String message) {
    return new Failure(code, message, code.transientByNature(), false, 0, null, null);
  }

  /** The meaning of an HTTP status when the body says nothing better. */
  public static Failure ofStatus(int status, String message) {
    boolean retryable = status == 408 || status == 429 || status >= 500 && status != 501;
    return new Failure(codeOf(status), message, retryable, false, status, null, null);
  }

  private static ErrorCode codeOf(int status) {
    return switch (status) {
      case 304 -> ErrorCode.NOT_MODIFIED;
      case 400, 411, 422 -> ErrorCode.INVALID_ARGUMENT;
      case 401 -> ErrorCode.UNAUTHENTICATED;
      case 403 -> ErrorCode.PERMISSION_DENIED;
      case 404, 410 -> ErrorCode.NOT_FOUND;
      case 405, 501 -> ErrorCode.UNSUPPORTED;
      case 408, 500, 502, 503, 504 -> ErrorCode.UNAVAILABLE;
      case 409 -> ErrorCode.CONFLICT;
      case 412 -> ErrorCode.PRECONDITION_FAILED;
      case 413 -> ErrorCode.TOO_LARGE;
      case 416 -> ErrorCode.RANGE_NOT_SATISFIABLE;
      case 429 -> ErrorCode.RATE_LIMITED;
      case 507 -> ErrorCode.QUOTA_EXCEEDED;
      default -> status >= 500 ? ErrorCode.UNAVAILABLE : ErrorCode.UNKNOWN;
    };
  }

  public Failure withRetryable(boolean value) {
    return new Failure(code, message, value, notSent, httpStatus, requestId, retryAfter);
  }

  /** The service never saw the request, so even what is not idempotent may be tried again. */
  public Failure withNotSent() {
    return new Failure(code, message, retryable, true, httpStatus, requestId, retryAfter);
  }

  public Failure withHttpStatus(int value) {
    return new Failure(code, message, retryable, notSent, value, requestId, retryAfter);
  }

  public Failure withRequestId(@Nullable String value) {
    return new Failure(code, message, retryable, notSent, httpStatus, value, retryAfter);
  }

  public Failure withRetryAfter(@Nullable Duration value) {
    return new Failure(code, message, retryable, notSent, httpStatus, requestId, value);
  }

  public ErrorCode code() {
    return code;
  }

  public String message() {
    return message;
  }

  public boolean retryable() {
    return retryable;
  }

  public boolean notSent() {
    return notSent;
  }

  /** 0 for none. */
  public int httpStatus() {
    return httpStatus;
  }

  public Optional<String> requestId() {
    return Optional.ofNullable(requestId);
  }

  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
