package dev.stowage.conformance.kv;

import dev.stowage.Pacer;
import java.time.Duration;
import java.time.Instant;

/** A clock that stands until it is moved, and that every wait moves instead of waiting. */
public final class ManualPacer implements Pacer {
  private Instant now;
  private long nanos;

  public ManualPacer(Instant start) {
    now = start;
  }

  public synchronized void advance(Duration step) {
    now = now.plus(step);
    nanos += step.toNanos();
  }

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized long nanoTime() {
    return nanos;
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    advance(duration);
    Thread.yield();
  }
}
