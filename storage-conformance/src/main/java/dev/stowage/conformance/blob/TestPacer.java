package dev.stowage.conformance.blob;

import dev.stowage.Pacer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The clock of the machine, pushed forward: who sleeps does not wait, but moves the clock. Thread-
 * safe.
 */
public final class TestPacer implements Pacer {
  private final List<Duration> sleeps = new ArrayList<>();
  private Duration ahead = Duration.ZERO;

  @Override
  public synchronized Instant now() {
    return Instant.now().plus(ahead);
  }

  @Override
  public synchronized long nanoTime() {
    return System.nanoTime() + ahead.toNanos();
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted");
    }
    synchronized (this) {
      sleeps.add(duration);
      ahead = ahead.plus(duration);
    }
  }

  /** Moves the clock. */
  public synchronized void advance(Duration by) {
    ahead = ahead.plus(by);
  }

  /** How long was slept so far, each time. */
  public synchronized List<Duration> sleeps() {
    return List.copyOf(sleeps);
  }
}
