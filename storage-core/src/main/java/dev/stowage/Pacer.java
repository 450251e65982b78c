package dev.stowage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Where a store takes the time from and how it waits: the real clock, or one that a test drives.
 *
 * <p>Thread-safe.
 */
public interface Pacer {
  /** Wall-clock time. */
  Instant now();

  /** A monotonic reading, as {@link System#nanoTime()}. */
  long nanoTime();

  /** Waits. */
  void sleep(Duration duration) throws InterruptedException;

  /** The clock of the machine. */
  static Pacer system() {
    return SystemPacer.INSTANCE;
  }

  /** This pacer's wall clock as a {@link Clock} in UTC. */
  default Clock clock() {
    return new PacerClock(this, java.time.ZoneOffset.UTC);
  }
}
