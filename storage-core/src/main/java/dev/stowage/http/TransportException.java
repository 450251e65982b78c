package dev.stowage.http;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * An exchange that failed on the way, as opposed to one that the server answered with an error.
 *
 * <p>Messages name the method, the host and the port, never the path, the query or a header: those
 * may hold signatures.
 */
public abstract class TransportException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private final boolean requestSent;

  TransportException(String message, boolean requestSent, @Nullable Throwable cause) {
    super(message, cause);
    this.requestSent = requestSent;
  }

  /**
   * True when at least one byte of the request may have reached the server, so that the server may
   * have acted on it. False means that repeating the request is safe, whatever its method; a
   * once-only body has not been asked for its bytes either.
   */
  public final boolean requestSent() {
    return requestSent;
  }
}
