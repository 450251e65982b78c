package dev.stowage.config.server;

import dev.stowage.Pacer;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * So many calls a minute for each of many callers, and as many at once as a minute has. A bucket
 * fills steadily and a call takes one drop.
 *
 * <p>Callers are forgotten when their bucket is full again, and at the latest when there are very
 * many of them, the longest silent first: memory is bounded whoever calls.
 */
final class RateLimiter {
  private static final int MAX_CALLERS = 10_000;

  private final Pacer pacer;
  private final int capacity;
  private final double nanosPerCall;
  private final LinkedHashMap<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

  RateLimiter(Pacer pacer, int perMinute) {
    this.pacer = pacer;
    this.capacity = perMinute;
    this.nanosPerCall = (double) Duration.ofMinutes(1).toNanos() / perMinute;
  }

  /** Takes one call; how long to wait when there is none left. */
  synchronized Optional<Duration> take(String caller) {
    long now = pacer.nanoTime();
    forget(now);
    Bucket bucket = buckets.computeIfAbsent(caller, c -> new Bucket(capacity, now));
    double left = bucket.at(now);
    if (left >= 1) {
      bucket.left = left - 1;
      bucket.since = now;
      return Optional.empty();
    }
    return Optional.of(Duration.ofNanos((long) Math.ceil((1 - left) * nanosPerCall)));
  }

  /** Callers that are remembered. */
  synchronized int size() {
    return buckets.size();
  }

  /** From the longest silent on, which is where the full ones are. */
  private void forget(long now) {
    Iterator<Map.Entry<String, Bucket>> oldest = buckets.entrySet().iterator();
    while (oldest.hasNext()) {
      Bucket bucket = oldest.next().getValue();
      if (buckets.size() < MAX_CALLERS && bucket.at(now) < capacity) {
        return;
      }
      oldest.remove();
    }
  }

  private final class Bucket {
    private double left;
    private long since;

    Bucket(double left, long since) {
      this.left = left;
      this.since = since;
    }

    double at(long now) {
      return Math.min(capacity, left + (now - since) / nanosPerCall);
    }
  }
}
