package dev.stowage.media;

import dev.stowage.StorageException;
import java.time.Duration;
import java.util.Optional;

/**
 * A part of a recording.
 *
 * @param start from the beginning
 * @param length empty for up to the end
 */
public record TimeSpan(Duration start, Optional<Duration> length) {
  private static final TimeSpan WHOLE = new TimeSpan(Duration.ZERO, Optional.empty());

  public TimeSpan {
    if (start.isNegative()) {
      throw StorageException.invalidArgument("a span starts at 0 or later, not at " + start);
    }
    if (length.isPresent() && (length.get().isNegative() || length.get().isZero())) {
      throw StorageException.invalidArgument("a span is longer than 0, not " + length.get());
    }
  }

  public static TimeSpan whole() {
    return WHOLE;
  }

  public static TimeSpan from(Duration start) {
    return new TimeSpan(start, Optional.empty());
  }

  public static TimeSpan of(Duration start, Duration length) {
    return new TimeSpan(start, Optional.of(length));
  }

  public boolean isWhole() {
    return equals(WHOLE);
  }
}
