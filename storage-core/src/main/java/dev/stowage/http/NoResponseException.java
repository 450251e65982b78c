package dev.stowage.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The connection ended after (a part of) the request was sent and before any response arrived. The
 * server may or may not have acted on the request.
 */
public final class NoResponseException extends TransportException {
  @Serial private static final long serialVersionUID = 1L;

  NoResponseException(String message, @Nullable Throwable cause) {
    super(message, true, cause);
  }
}
