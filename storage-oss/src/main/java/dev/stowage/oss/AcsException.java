package dev.stowage.oss;

import dev.stowage.ErrorCode;
import dev.stowage.http.HttpResponse;
import dev.stowage.spi.Failure;
import dev.stowage.wire.WireTimes;
import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A refusal of Function Compute or of Intelligent Media Management. */
final class AcsException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final @Nullable String requestId;
  private final transient @Nullable Duration retryAfter;

  AcsException(HttpResponse response, String code, String message, @Nullable String requestId) {
    super(code + (message.isEmpty() ? "" : ": " + message));
    this.status = response.status();
    this.code = code;
    this.requestId = requestId;
    this.retryAfter = WireTimes.retryAfter(response.headers().first("Retry-After").orElse(""));
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  Failure failure() {
    String message = getMessage() == null || code.isEmpty() ? "HTTP " + status : getMessage();
    ErrorCode known = known();
    Failure failure =
        known == null
            ? Failure.ofStatus(status, message)
            : Failure.of(known, message).withHttpStatus(status);
    if (code.startsWith("InvalidTimeStamp")) {
      failure = failure.withRetryable(true); // The next attempt has the service's time.
    }
    return failure.withRequestId(requestId).withRetryAfter(retryAfter);
  }

  private @Nullable ErrorCode known() {
    ErrorCode known = OssFailures.known(code);
    if (known != null) {
      return known;
    }
    if (code.endsWith("NotFound") && status == 404) {
      return ErrorCode.NOT_FOUND;
    }
    if (code.endsWith("AlreadyExists")) {
      return ErrorCode.ALREADY_EXISTS;
    }
    if (code.equals("SignatureNonceUsed")) {
      return ErrorCode.UNAVAILABLE; // The next attempt has another nonce.
    }
    return code.equals("PathNotSupported") ? ErrorCode.UNSUPPORTED : null;
  }
}
