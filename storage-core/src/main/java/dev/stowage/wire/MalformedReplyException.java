package dev.stowage.wire;

import java.io.IOException;
import java.io.Serial;

/** A reply that is not what the protocol says; most likely one that was cut off. */
public final class MalformedReplyException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  public MalformedReplyException(String message) {
    super(message);
  }

  public MalformedReplyException(String message, Throwable cause) {
    super(message, cause);
  }
}
