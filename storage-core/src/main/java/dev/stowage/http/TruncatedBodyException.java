package dev.stowage.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The response body ended before its announced end: fewer bytes than Content-Length, or chunks
 * without the last one. What was read so far must not be taken for the whole.
 */
public final class TruncatedBodyException extends TransportException {
  @Serial private static final long serialVersionUID = 1L;

  TruncatedBodyException(String message, @Nullable Throwable cause) {
    super(message, true, cause);
  }
}
