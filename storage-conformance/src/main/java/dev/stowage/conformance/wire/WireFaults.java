package dev.stowage.conformance.wire;

import dev.stowage.conformance.blob.Fault;
import dev.stowage.conformance.blob.Faults;
import dev.stowage.conformance.blob.Operation;
import dev.stowage.fakes.ArmedFault;
import dev.stowage.fakes.FaultSwitches;
import java.util.Optional;
import java.util.Set;

/** The kit's faults as those of a fake; what happens before a request reaches it stays above. */
final class WireFaults implements Faults {
  /** Far enough into a body that some of it has been used. */
  private static final int SOME = 1000;

  private final Faults above;
  private final FaultSwitches wire;
  private final WireDialect dialect;
  private int firedBefore;

  WireFaults(Faults above, FaultSwitches wire, WireDialect dialect) {
    this.above = above;
    this.wire = wire;
    this.dialect = dialect;
  }

  @Override
  public void next(Fault fault, Operation... operations) {
    Optional<dev.stowage.fakes.Fault> broken = onWire(fault);
    broken.ifPresent(on(operations)::arm);
    if (broken.isEmpty()) {
      above.next(fault, operations);
    } else if (dialect.alsoAbove(fault, operations)) {
      above.next(fault, Operation.BULK_DELETE);
    }
  }

  @Override
  public void always(Fault fault, Operation... operations) {
    Optional<dev.stowage.fakes.Fault> broken = onWire(fault);
    broken.ifPresent(on(operations).always()::arm);
    if (broken.isEmpty()) {
      above.always(fault, operations);
    } else if (dialect.alsoAbove(fault, operations)) {
      above.always(fault, Operation.BULK_DELETE);
    }
  }

  @Override
  public void nextStatus(int status, Operation operation) {
    on(operation).arm(dialect.refusal(status));
  }

  @Override
  public void before(Operation operation, Runnable action) {
    above.before(operation, action);
  }

  @Override
  public void clear() {
    firedBefore += onWire();
    wire.clear();
    above.clear();
  }

  @Override
  public int fired() {
    return above.fired() + firedBefore + onWire();
  }

  private int onWire() {
    return wire.armed().stream().mapToInt(ArmedFault::fired).sum();
  }

  private FaultSwitches.Trigger on(Operation... operations) {
    Set<Operation> wanted = Set.of(operations);
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
