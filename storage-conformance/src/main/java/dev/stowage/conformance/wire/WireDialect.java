package dev.stowage.conformance.wire;

import dev.stowage.conformance.blob.Operation;
import dev.stowage.fakes.FakeRequest;
import dev.stowage.fakes.Fault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

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
   * For which of these operations a fault has to happen above the driver: those for which the
   * protocol cannot say it. Most bulk deletes say errors per key, and those are tried again one by
   * one.
   */
  default Set<Operation> above(
      dev.stowage.conformance.blob.Fault fault, Set<Operation> operations) {
    boolean bulk = operations.contains(Operation.BULK_DELETE);
    return fault == dev.stowage.conformance.blob.Fault.ERROR_IN_200 && bulk
        ? Set.of(Operation.BULK_DELETE)
        : Set.of();
  }

  /**
   * How often in a row a status has to come until the caller sees it: a client may answer the first
   * one by renewing its credentials.
   */
  default int timesUntilSeen(int status) {
    return 1;
  }
}
