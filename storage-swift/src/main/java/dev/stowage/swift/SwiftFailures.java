package dev.stowage.swift;

import dev.stowage.ErrorCode;
import dev.stowage.spi.Failure;

/** What the exceptions of this provider mean. */
final class SwiftFailures {
  private SwiftFailures() {}

  static Failure classify(Throwable thrown) {
    if (thrown instanceof SwiftException answer) {
      return ofStatus(answer.status(), words(answer))
          .withRequestId(answer.requestId())
          .withRetryAfter(answer.retryAfter());
    }
    if (thrown instanceof SloValidationException manifest) {
      ErrorCode code =
          manifest.transientOnly() ? ErrorCode.UNAVAILABLE : ErrorCode.INVALID_ARGUMENT;
      return Failure.of(code, words(manifest))
          .withHttpStatus(400)
          .withRequestId(manifest.requestId());
    }
    return Failure.of(ErrorCode.UNKNOWN, words(thrown));
  }

  /** The meaning of a status, be it that of a response or one inside of a body. */
  static Failure ofStatus(int status, String words) {
    Failure general = Failure.ofStatus(status, words);
    return switch (status) {
      // Swift's word for "the ETag header does not fit the bytes".
      case 422 -> Failure.of(ErrorCode.INTEGRITY_FAILURE, words).withHttpStatus(status);
      case 413 ->
          words.contains("quota")
              ? Failure.of(ErrorCode.QUOTA_EXCEEDED, words).withHttpStatus(status)
              : general;
      // The rate limit of Swift's own middleware.
      case 498 -> Failure.of(ErrorCode.RATE_LIMITED, words).withHttpStatus(status);
      default -> general;
    };
  }

  private static String words(Throwable thrown) {
    return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
  }
}
