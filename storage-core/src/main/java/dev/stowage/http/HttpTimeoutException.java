package dev.stowage.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The peer made no progress within the connect timeout or the read timeout. */
public final class HttpTimeoutException extends TransportException {
  @Serial private static final long serialVersionUID = 1L;

  /** What the exchange was doing when its time ran out. */
  public enum Phase {
    /** Connecting, including the proxy's answer and the TLS handshake. Nothing was sent. */
    CONNECT,
    /** Sending: the peer took no bytes for the length of the read timeout. */
    WRITE,
    /** Waiting for the response or for more of its body. */
    READ
  }

  private final Phase phase;

  HttpTimeoutException(
      String message, Phase phase, boolean requestSent, @Nullable Throwable cause) {
    super(message, requestSent, cause);
    this.phase = phase;
  }

  /** Says which wait was too long. */
  public Phase phase() {
    return phase;
  }
}
