package dev.stowage.s3;

import java.io.IOException;
import java.io.Serial;

/** A reply that is not what the protocol says; most likely one that was cut off. */
final class MalformedReplyException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  MalformedReplyException(String message) {
    super(message);
  }

  MalformedReplyException(String message, Throwable cause) {
    super(message, cause);
  }
}
