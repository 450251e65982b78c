package dev.stowage.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The server sent something that is not a well-formed HTTP/1.1 response, or one whose end cannot be
 * told for sure (conflicting or repeated lengths, unknown transfer codings), or a head above the
 * limit.
 */
public final class MalformedResponseException extends TransportException {
  @Serial private static final long serialVersionUID = 1L;

  MalformedResponseException(String message, @Nullable Throwable cause) {
    super(message, true, cause);
  }
}
