package dev.stowage.conformance.blob;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Keeps what is armed; a service that can go wrong asks it before every request. Thread-safe. */
public final class FaultPlan implements Faults {
  private final List<Armed> armed = new ArrayList<>();
  private final List<Hook> hooks = new ArrayList<>();
  private int fired;

  /**
   * A fault that goes off now.
   *
   * @param fault what; ignored when there is a status
   * @param status the HTTP status to answer with, 0 for none
   */
  public record Shot(Fault fault, int status) {}

  private record Armed(Shot shot, Set<Operation> operations, boolean always) {}

  private record Hook(Operation operation, Runnable action) {}

  @Override
  public synchronized void next(Fault fault, Operation... operations) {
    armed.add(new Armed(new Shot(fault, 0), Set.of(operations), false));
  }

  @Override
  public synchronized void always(Fault fault, Operation... operations) {
    armed.add(new Armed(new Shot(fault, 0), Set.of(operations), true));
  }

  @Override
  public synchronized void nextStatus(int status, Operation operation) {
    armed.add(new Armed(new Shot(Fault.UNAVAILABLE, status), Set.of(operation), false));
  }

  @Override
  public synchronized void before(Operation operation, Runnable action) {
    hooks.add(new Hook(operation, action));
  }

  @Override
  public synchronized void clear() {
    armed.clear();
    hooks.clear();
  }

  @Override
  public synchronized int fired() {
    return fired;
  }

  /** Runs what is to be done before this request, and says which fault goes off in it. */
  public Optional<Shot> take(Operation operation) {
    takeHook(operation).ifPresent(Runnable::run);
    return takeArmed(one -> one.operations().contains(operation));
  }

  /** As {@link #take}, for one kind of fault only and without what is to be done before. */
  public Optional<Shot> takeOnly(Operation operation, Fault fault) {
    return takeArmed(
        one ->
            one.operations().contains(operation)
                && one.shot().status() == 0
                && one.shot().fault() == fault);
  }

  private synchronized Optional<Shot> takeArmed(Predicate<Armed> wanted) {
    for (Iterator<Armed> all = armed.iterator(); all.hasNext(); ) {
      Armed one = all.next();
      if (wanted.test(one)) {
        if (!one.always()) {
          all.remove();
        }
        fired++;
        return Optional.of(one.shot());
      }
    }
    return Optional.empty();
  }

  private synchronized Optional<Runnable> takeHook(Operation operation) {
    for (Iterator<Hook> all = hooks.iterator(); all.hasNext(); ) {
      Hook hook = all.next();
      if (hook.operation() == operation) {
        all.remove();
        return Optional.of(hook.action());
      }
    }
    return Optional.empty();
  }
}
