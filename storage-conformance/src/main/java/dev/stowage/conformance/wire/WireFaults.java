package dev.stowage.conformance.wire;

import dev.stowage.conformance.blob.Fault;
import dev.stowage.conformance.blob.Faults;
import dev.stowage.conformance.blob.Operation;
import dev.stowage.fakes.ArmedFault;
import dev.stowage.fakes.FaultSwitches;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The kit's faults as those of a fake; what happens before a request reaches it stays above. */
final class WireFaults implements Faults {
  /** Far enough into a body that some of it has been used. */
  private static final int SOME = 1000;

  private final Faults above;
  private final FaultSwitches wire;
  private final WireDialect dialect;
  private final Set<ArmedFault> uncounted = new HashSet<>();
  private int firedBefore;

  WireFaults(Faults above, FaultSwitches wire, WireDialect dialect) {
    this.above = above;
    this.wire = wire;
    this.dialect = dialect;
  }

  @Override
  public void next(Fault fault, Operation... operations) {
    Set<Operation> high = above(fault, operations);
    if (!high.isEmpty()) {
      above.next(fault, high.toArray(Operation[]::new));
    }
    Set<Operation> low = rest(high, operations);
    if (!low.isEmpty()) {
      arm(low, onWire(fault).orElseThrow());
    }
  }

  @Override
  public void always(Fault fault, Operation... operations) {
    Set<Operation> high = above(fault, operations);
    if (!high.isEmpty()) {
      above.always(fault, high.toArray(Operation[]::new));
    }
    Set<Operation> low = rest(high, operations);
    if (!low.isEmpty()) {
      on(low).always().arm(onWire(fault).orElseThrow());
    }
  }

  @Override
  public void nextStatus(int status, Operation operation) {
    arm(Set.of(operation), dialect.refusal(status));
  }

  private Set<Operation> above(Fault fault, Operation... operations) {
    Set<Operation> all = Set.of(operations);
    return onWire(fault).isEmpty() ? all : dialect.above(fault, all);
  }

  private static Set<Operation> rest(Set<Operation> without, Operation... operations) {
    return Set.of(operations).stream()
        .filter(operation -> !without.contains(operation))
        .collect(Collectors.toSet());
  }

  /** Once, as the caller counts. */
  private void arm(Set<Operation> operations, dev.stowage.fakes.Fault broken) {
    int unseen = dialect.timesUntilSeen(broken.status()) - 1;
    if (unseen > 0) {
      uncounted.add(on(operations).times(unseen).arm(broken));
    }
    on(operations).arm(broken);
  }

  @Override
  public void before(Operation operation, Runnable action) {
    above.before(operation, action);
  }

  @Override
  public void clear() {
    firedBefore += onWire();
    wire.clear();
    uncounted.clear();
    above.clear();
  }

  @Override
  public int fired() {
    return above.fired() + firedBefore + onWire();
  }

  private int onWire() {
    return wire.armed().stream()
        .filter(armed -> !uncounted.contains(armed))
        .mapToInt(ArmedFault::fired)
        .sum();
  }

  private FaultSwitches.Trigger on(Set<Operation> wanted) {
    return wire.onAny().when(head -> dialect.operation(head).filter(wanted::contains).isPresent());
  }

  private Optional<dev.stowage.fakes.Fault> onWire(Fault fault) {
    return switch (fault) {
      case REFUSED, NO_HOST, TLS, ONE_FAILS, EMPTY_PAGE -> Optional.empty();
      case RESET -> Optional.of(dev.stowage.fakes.Fault.resetBeforeBody());
      case UNAVAILABLE -> Optional.of(dialect.refusal(503));
      case THROTTLED -> Optional.of(dialect.throttled());
      case CONFLICT -> Optional.of(dialect.conflict());
      case UNAUTHENTICATED -> Optional.of(dialect.unauthenticated());
      case DENIED -> Optional.of(dialect.denied());
      case NO_CONTAINER -> Optional.of(dialect.noContainer());
      case ERROR_IN_200 -> Optional.of(dev.stowage.fakes.Fault.errorInside200());
      case HALF_BODY -> Optional.of(dev.stowage.fakes.Fault.resetDuringBody(SOME));
      case LOST_RESPONSE -> Optional.of(dev.stowage.fakes.Fault.lostResponse());
      case FLIPPED_STORED -> Optional.of(dev.stowage.fakes.Fault.flippedStoredBit(0));
      case RESET_READ -> Optional.of(dev.stowage.fakes.Fault.resetDuringResponse(SOME));
      case TRUNCATED_READ -> Optional.of(dev.stowage.fakes.Fault.hardTruncation(SOME));
      case FLIPPED_READ -> Optional.of(dev.stowage.fakes.Fault.flippedResponseBit(0));
      case SLOW_READ -> Optional.of(dev.stowage.fakes.Fault.dribble());
      case SHORT_PAGE -> Optional.of(dev.stowage.fakes.Fault.shortPage(1));
    };
  }
}
