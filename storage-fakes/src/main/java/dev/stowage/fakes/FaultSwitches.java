package dev.stowage.fakes;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The switches that break a fake.
 *
 * <pre>{@code
 * ArmedFault fault = s3.faults().on("PutObject").times(2).arm(Fault.unavailable());
 * ...
 * assertEquals(2, fault.fired());
 * }</pre>
 *
 * <p>Several faults may be armed; those of different kinds hit the same request together. Of one
 * kind, the one armed first comes first. Thread-safe.
 */
public final class FaultSwitches {

  static final String ANY = "*";
  private static final int HOLD_SECONDS = 30;

  private final Set<String> operations;
  private final List<ArmedFault> armed = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch hold = new CountDownLatch(1);

  FaultSwitches(Set<String> operations) {
    this.operations = operations;
  }

  /** Arms a fault for the next request of any operation. */
  public ArmedFault arm(Fault fault) {
    return new Trigger(ANY, head -> true, new ArmedFault.Schedule(0, 1, 1)).arm(fault);
  }

  /**
   * Begins a trigger for the next request of one operation, in the vendor's words.
   *
   * @throws IllegalArgumentException if the fake has no such operation
   */
  public Trigger on(String operation) {
    if (!operations.contains(operation)) {
      throw new IllegalArgumentException(
          "no operation \"" + operation + "\"; there are " + operations);
    }
    return new Trigger(operation, head -> true, new ArmedFault.Schedule(0, 1, 1));
  }

  /** Begins a trigger for the next request, whatever its operation. */
  public Trigger onAny() {
    return new Trigger(ANY, head -> true, new ArmedFault.Schedule(0, 1, 1));
  }

  /** Everything armed so far and not cleared, spent or not. */
  public List<ArmedFault> armed() {
    return List.copyOf(armed);
  }

  /**
   * Proves that every fault has fired as often as it was armed for; an endless one, at least once.
   *
   * @throws AssertionError naming those that have not
   */
  public void assertAllFired() {
    List<ArmedFault> idle =
        armed.stream().filter(f -> !f.spent() && (f.fired() == 0 || !f.endless())).toList();
    if (!idle.isEmpty()) {
      throw new AssertionError("faults that did not fire: " + idle);
    }
  }

  /** Ends all stalls that are going on: their connections are closed. */
  public void release() {
    CountDownLatch old = hold;
    hold = new CountDownLatch(1);
    old.countDown();
  }

  /** Disarms and forgets everything, and releases all stalls. */
  public void clear() {
    armed.forEach(ArmedFault::disarm);
    armed.clear();
    release();
  }

  List<FaultClaim> take(String operation, FakeRequest head, RequestJournal.Entry entry) {
    List<FaultClaim> taken = new ArrayList<>();
    for (ArmedFault candidate : armed) {
      boolean kindTaken =
          taken.stream().anyMatch(t -> t.fault().kind() == candidate.fault().kind());
      if (!kindTaken && candidate.reserve(operation, head)) {
        taken.add(new FaultClaim(candidate, entry));
      }
    }
    return taken;
  }

  void holdUntilReleased() throws InterruptedException {
    boolean released = hold.await(HOLD_SECONDS, TimeUnit.SECONDS);
    if (!released) {
      release();
    }
  }

  /** When a fault fires. Immutable; one firing unless said otherwise. */
  public final class Trigger {

    private final String operation;
    private final Predicate<FakeRequest> match;
    private final ArmedFault.Schedule schedule;

    private Trigger(String operation, Predicate<FakeRequest> match, ArmedFault.Schedule schedule) {
      this.operation = operation;
      this.match = match;
      this.schedule = schedule;
    }

    /** Fires this often. */
    public Trigger times(int times) {
      return with(new ArmedFault.Schedule(schedule.skip(), schedule.every(), times));
    }

    /** Fires until cleared. */
    public Trigger always() {
      return times(Integer.MAX_VALUE);
    }

    /** Lets the first n matching requests pass. */
    public Trigger after(int requests) {
      return with(new ArmedFault.Schedule(requests, schedule.every(), schedule.times()));
    }

    /** Hits only every nth matching request, and does so until cleared. */
    public Trigger every(int nth) {
      if (nth < 1) {
        throw new IllegalArgumentException("every " + nth + "th");
      }
      return with(new ArmedFault.Schedule(schedule.skip(), nth, Integer.MAX_VALUE));
    }

    /** Narrows the match by the request's head; its body is not there yet. */
    public Trigger when(Predicate<FakeRequest> head) {
      return new Trigger(operation, match.and(head), schedule);
    }

    /** Arms a fault with this trigger. */
    public ArmedFault arm(Fault fault) {
      ArmedFault one = new ArmedFault(fault, operation, match, schedule);
      armed.add(one);
      return one;
    }

    private Trigger with(ArmedFault.Schedule other) {
      return new Trigger(operation, match, other);
    }
  }
}
