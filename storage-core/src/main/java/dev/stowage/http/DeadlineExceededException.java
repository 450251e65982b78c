package dev.stowage.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The deadline of the request passed before the exchange, the reading of the response body
 * included, was over.
 */
public final class DeadlineExceededException extends TransportException {
  @Serial private static final long serialVersionUID = 1L;

  DeadlineExceededException(String message, boolean requestSent, @Nullable Throwable cause) {
    super(message, requestSent, cause);
  }
}
