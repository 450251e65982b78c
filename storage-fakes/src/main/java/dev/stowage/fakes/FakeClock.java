package dev.stowage.fakes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The time a fake believes it is: the machine's time, shifted or stopped by a test. Thread-safe.
 */
public final class FakeClock extends Clock {

  private record State(Duration shift, @Nullable Instant stoppedAt) {}

  private static final State REAL = new State(Duration.ZERO, null);

  private State state = REAL;

  /** A clock that shows the machine's time until told otherwise. */
  public FakeClock() {}

  /** Moves the clock, forwards or backwards; it goes on running unless it was stopped. */
  public synchronized void advance(Duration by) {
    Instant stopped = state.stoppedAt();
    state =
        stopped == null
            ? new State(state.shift().plus(by), null)
            : new State(Duration.ZERO, stopped.plus(by));
  }

  /** Stops the clock at a time. */
  public synchronized void stopAt(Instant time) {
    state = new State(Duration.ZERO, time);
  }

  /** Returns to the machine's time. */
  public synchronized void reset() {
    state = REAL;
  }

  @Override
  public synchronized Instant instant() {
    Instant stopped = state.stoppedAt();
    return stopped == null ? Instant.now().plus(state.shift()) : stopped;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /** Returns this clock: a fake tells time in UTC only. */
  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
