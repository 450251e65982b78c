package dev.stowage.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The calling thread was interrupted (its interrupt flag is still set), or the transport was closed
 * while the exchange was under way. The transport stays usable after an interrupt.
 */
public final class RequestAbortedException extends TransportException {
  @Serial private static final long serialVersionUID = 1L;

  RequestAbortedException(String message, boolean requestSent, @Nullable Throwable cause) {
    super(message, requestSent, cause);
  }
}
