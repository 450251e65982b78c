package dev.stowage.http;

import java.io.Serial;

/**
 * A request body wrote fewer or more bytes than its {@link HttpBody#length()} announced. The
 * connection was dropped with the request unfinished, so a server that keeps to HTTP stores
 * nothing.
 */
public final class BodyLengthException extends TransportException {
  @Serial private static final long serialVersionUID = 1L;

  BodyLengthException(String message) {
    super(message, true, null);
  }
}
