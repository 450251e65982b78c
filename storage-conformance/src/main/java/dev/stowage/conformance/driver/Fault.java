package dev.stowage.conformance.driver;

import dev.stowage.ErrorCode;
import dev.stowage.spi.Failure;
import java.time.Duration;

/** One way in which a service, or the network before it, goes wrong. */
public enum Fault {
  /** The connection is refused; the service sees nothing. */
  REFUSED(Failure.of(ErrorCode.UNAVAILABLE, "injected: connection refused").withNotSent()),
  /** 503, nothing done. */
  UNAVAILABLE(Failure.ofStatus(503, "injected: service unavailable")),
  /** 429 with {@code Retry-After: 7}, nothing done. */
  THROTTLED(
      Failure.ofStatus(429, "injected: too many requests").withRetryAfter(Duration.ofSeconds(7))),
  /** 401. */
  UNAUTHENTICATED(Failure.ofStatus(401, "injected: who are you")),
  /** 403. */
  DENIED(Failure.ofStatus(403, "injected: not allowed")),
  /** Everything is done, then the connection breaks before the reply. */
  LOST_RESPONSE(Failure.of(ErrorCode.UNAVAILABLE, "injected: connection reset"));

  private final Failure failure;

  Fault(Failure failure) {
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }
}
