package dev.stowage.config;

import dev.stowage.ErrorCode;
import dev.stowage.Pacer;
import dev.stowage.StorageException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Waiting for others. */
final class Pauses {
  private Pauses() {}

  /** Up to twice as long, so that those who wait for one thing do not come back together. */
  static void sleep(Pacer pacer, Duration duration) {
    long nanos = duration.toNanos();
    try {
      pacer.sleep(Duration.ofNanos(nanos + ThreadLocalRandom.current().nextLong(nanos)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cancelled(e);
    }
  }

  static StorageException cancelled(InterruptedException e) {
    return StorageException.builder(ErrorCode.CANCELLED, "the calling thread was interrupted")
        .cause(e)
        .build();
  }
}
