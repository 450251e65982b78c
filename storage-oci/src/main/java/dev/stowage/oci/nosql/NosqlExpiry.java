package dev.stowage.oci.nosql;

import dev.stowage.StorageException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Days to live. The service counts them from the midnight that comes next, and keeps the expiry of
 * a row that is written again without any; there is no number of days that stands for "never".
 */
final class NosqlExpiry {
  /** About as long as 273 years, which is what "never" is written as over an older expiry. */
  static final long NEVER_DAYS = 100_000;

  /** What expires later than this was written to stay. */
  private static final Instant FOREVER = Instant.parse("2200-01-01T00:00:00Z");

  private static final long DAY = Duration.ofDays(1).toSeconds();

  private NosqlExpiry() {}

  /** Days to send so that the row lives at least until then; below 1 when it cannot be so short. */
  static long days(Instant expiresAt, Instant now) {
    if (!expiresAt.isBefore(FOREVER)) {
      throw StorageException.invalidArgument(
          "the row would expire at " + expiresAt + "; this store takes times before " + FOREVER);
    }
    return midnightsUntil(expiresAt) - midnightsUntil(now);
  }

  private static long midnightsUntil(Instant time) {
    return Math.floorDiv(time.minusNanos(1).getEpochSecond(), DAY) + 1;
  }

  /** When a row goes, of what the service says; null for never. */
  static @Nullable Instant read(@Nullable Instant said) {
    return said == null || !said.isBefore(FOREVER) ? null : said;
  }

  /** The same of milliseconds, of which 0 is never. */
  static @Nullable Instant readMillis(long millis) {
    return millis == 0 ? null : read(Instant.ofEpochMilli(millis));
  }
}
