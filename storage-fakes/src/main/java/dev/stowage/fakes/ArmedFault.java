package dev.stowage.fakes;

import java.util.function.Predicate;

/** A fault that waits for its requests, and counts those it hit. Thread-safe. */
public final class ArmedFault {

  /** Which of the matching requests are hit: those after {@code skip}, every {@code every}th. */
  record Schedule(int skip, int every, int times) {}

  private final Fault fault;
  private final Predicate<FakeRequest> match;
  private final String operation;
  private final Schedule schedule;
  private int seen;
  private int reserved;
  private int fired;
  private boolean disarmed;

  ArmedFault(Fault fault, String operation, Predicate<FakeRequest> match, Schedule schedule) {
    this.fault = fault;
    this.operation = operation;
    this.match = match;
    this.schedule = schedule;
  }

  public Fault fault() {
    return fault;
  }

  /** How many exchanges this fault has really broken. */
  public synchronized int fired() {
    return fired;
  }

  /** Whether it has fired as often as it was armed for. */
  public synchronized boolean spent() {
    return fired >= schedule.times();
  }

  boolean endless() {
    return schedule.times() == Integer.MAX_VALUE;
  }

  /** Lets all further requests pass. */
  public synchronized void disarm() {
    disarmed = true;
  }

  synchronized void fire() {
    fired++;
    reserved--;
  }

  /** Claims one firing for this request, if it is due. */
  synchronized boolean reserve(String requested, FakeRequest head) {
    if (disarmed
        || !(operation.equals(FaultSwitches.ANY) || operation.equals(requested))
        || !match.test(head)) {
      return false;
    }
    if (fired + reserved >= schedule.times()) {
      return false;
    }
    int turn = seen++ - schedule.skip();
    if (turn < 0 || turn % schedule.every() != schedule.every() - 1) {
      return false;
    }
    reserved++;
    return true;
  }

  /** Ends the claim: a firing that could not take place is available again. */
  synchronized void settle(boolean hasFired) {
    if (!hasFired) {
      reserved--;
    }
  }

  @Override
  public synchronized String toString() {
    return fault + " on " + operation + ", fired " + fired;
  }
}
