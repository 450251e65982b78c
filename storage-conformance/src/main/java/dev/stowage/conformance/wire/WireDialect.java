package dev.stowage.conformance.wire;

import dev.stowage.conformance.blob.Operation;
import dev.stowage.fakes.FakeRequest;
import dev.stowage.fakes.Fault;
import java.time.Duration;
import java.util.Optional;

/** How one protocol says what the kit's faults are about. */
public interface WireDialect {
  /** What a request asks for; empty when it is not about the harness's container. */
  Optional<Operation> operation(FakeRequest head);

  /** The protocol's error code for an HTTP status. */
  String code(int status);

  default Fault refusal(int status) {
    return Fault.refusal(status, code(status));
  }

  /** Credentials that the service does not know. */
  default Fault unauthenticated() {
    return refusal(401);
  }

  /** Credentials that may not do this. */
  default Fault denied() {
    return refusal(403);
  }

  /** The container is not there. */
  default Fault noContainer() {
    return refusal(404);
  }

  /** Another request is changing the same thing. */
  default Fault conflict() {
    return Fault.conflictInProgress();
  }

  /** Too many requests. */
  default Fault throttled() {
    return Fault.tooManyRequests(Duration.ofSeconds(7));
  }

  /**
   * Whether a fault has to happen above the driver too for these operations, since the protocol
   * reports it per key.
   */
  default boolean alsoAbove(dev.stowage.conformance.blob.Fault fault, Operation... operations) {
    return false;
  }
}
