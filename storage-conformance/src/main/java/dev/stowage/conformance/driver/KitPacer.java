package dev.stowage.conformance.driver;

import dev.stowage.Pacer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still unless it is moved: who sleeps moves it, and what is planned happens
 * when it gets there. Thread-safe.
 */
public final class KitPacer implements Pacer {
  private static final Duration LONGEST = Duration.ofDays(2);

  private final Instant start;
  private final TreeMap<Long, Runnable> plans = new TreeMap<>();
  private Duration slept = Duration.ZERO;
  private long nanos;

  /** Starts at the time of the machine, since a service may compare. */
  public KitPacer() {
    start = Instant.now();
  }

  @Override
  public synchronized Instant now() {
    return start.plusNanos(nanos);
  }

  @Override
  public synchronized long nanoTime() {
    return nanos;
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted");
    }
    synchronized (this) {
      slept = slept.plus(duration);
      if (slept.compareTo(LONGEST) > 0) {
        throw new AssertionError("a wait that does not end: slept for " + slept);
      }
    }
    advance(duration);
  }

  /** Moves the clock, stopping at every plan on the way. */
  public void advance(Duration by) {
    long end;
    synchronized (this) {
      end = nanos + by.toNanos();
    }
    for (Runnable due = stopAt(end); due != null; due = stopAt(end)) {
      due.run();
    }
  }

  private synchronized @Nullable Runnable stopAt(long end) {
    Map.Entry<Long, Runnable> first = plans.firstEntry();
    if (first == null || first.getKey() > end) {
      nanos = Math.max(nanos, end);
      return null;
    }
    nanos = Math.max(nanos, first.getKey());
    plans.remove(first.getKey());
    return first.getValue();
  }

  /** Does this once the clock has moved this far from now. */
  public synchronized void in(Duration delay, Runnable plan) {
    long at = nanos + delay.toNanos();
    while (plans.containsKey(at)) {
      at++;
    }
    plans.put(at, plan);
  }

  /** How far it was moved. */
  public synchronized Duration elapsed() {
    return Duration.ofNanos(nanos);
  }
}
