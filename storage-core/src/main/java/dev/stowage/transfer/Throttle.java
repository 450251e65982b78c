package dev.stowage.transfer;

import dev.stowage.ErrorCode;
import dev.stowage.Pacer;
import dev.stowage.StorageException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Holds all transfers together to a number of bytes per second. Every taker reserves its place in
 * time, so the sum is exact whatever the number of threads; a tenth of a second may be saved up.
 */
final class Throttle {
  private static final long BURST = Duration.ofMillis(100).toNanos();

  private final Pacer pacer;
  private final OptionalLong rate;
  private final AtomicLong next;

  Throttle(Pacer pacer, OptionalLong rate) {
    this.pacer = pacer;
    this.rate = rate;
    this.next = new AtomicLong(pacer.nanoTime());
  }

  /**
   * Waits until so many bytes may pass.
   *
   * @throws StorageException CANCELLED when interrupted
   */
  void take(int bytes) {
    if (rate.isEmpty()) {
      return;
    }
    long cost = (long) (bytes * 1e9 / rate.getAsLong());
    long now = pacer.nanoTime();
    long start = next.getAndUpdate(n -> Math.max(n - now, -BURST) + now + cost);
    long wait = start - now;
    if (wait > 0) {
      try {
        pacer.sleep(Duration.ofNanos(wait));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw StorageException.of(ErrorCode.CANCELLED, "the transfer was interrupted");
      }
    }
  }
}
