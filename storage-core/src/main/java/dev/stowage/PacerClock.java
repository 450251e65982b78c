package dev.stowage;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

final class PacerClock extends Clock {
  private final Pacer pacer;
  private final ZoneId zone;

  PacerClock(Pacer pacer, ZoneId zone) {
    this.pacer = pacer;
    this.zone = zone;
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new PacerClock(pacer, other);
  }

  @Override
  public Instant instant() {
    return pacer.now();
  }
}
