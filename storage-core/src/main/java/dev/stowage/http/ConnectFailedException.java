package dev.stowage.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * No connection could be made: the name did not resolve, the connection was refused, the proxy said
 * no, or the TLS handshake failed. Nothing was sent, so the request may be repeated.
 */
public final class ConnectFailedException extends TransportException {
  @Serial private static final long serialVersionUID = 1L;

  ConnectFailedException(String message, @Nullable Throwable cause) {
    super(message, false, cause);
  }
}
