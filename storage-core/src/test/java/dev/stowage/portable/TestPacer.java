package dev.stowage.portable;

import dev.stowage.Pacer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A clock that only moves when somebody sleeps. */
final class TestPacer implements Pacer {
  final List<Duration> sleeps = new ArrayList<>();
  private long nanos;

  @Override
  public synchronized Instant now() {
    return Instant.parse("2026-01-01T00:00:00Z").plusNanos(nanos);
  }

  @Override
  public synchronized long nanoTime() {
    return nanos;
  }

  @Override
  public synchronized void sleep(Duration duration) {
    sleeps.add(duration);
    nanos += duration.toNanos();
  }

  synchronized void advance(Duration duration) {
    nanos += duration.toNanos();
  }
}
