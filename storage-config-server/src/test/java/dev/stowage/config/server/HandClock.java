package dev.stowage.config.server;

import dev.stowage.Pacer;
import java.time.Duration;
import java.time.Instant;

/** A clock that stands until it is told. */
final class HandClock implements Pacer {
  private Duration passed = Duration.ZERO;

  synchronized void advance(Duration time) {
    passed = passed.plus(time);
  }

  @Override
  public synchronized Instant now() {
    return Instant.parse("2026-12-01T12:00:00Z").plus(passed);
  }

  @Override
  public synchronized long nanoTime() {
    return passed.toNanos();
  }

  @Override
  public void sleep(Duration duration) {
    advance(duration);
  }
}
