package dev.stowage.transfer;

import dev.stowage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what one operation did. Thread-safe; memory is bounded whatever fails. */
final class Tally {
  /** Failures kept; more are only counted. */
  static final int KEPT = 1000;

  private final AtomicLong objects = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong resumedBytes = new AtomicLong();
  private final AtomicLong skipped = new AtomicLong();
  private final AtomicLong deleted = new AtomicLong();
  private final AtomicLong unverified = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final List<TransferFailure> failures = new ArrayList<>();

  void add(Moved moved) {
    objects.incrementAndGet();
    bytes.addAndGet(moved.bytes());
    resumedBytes.addAndGet(moved.resumedBytes());
    if (!moved.verified()) {
      unverified.incrementAndGet();
    }
  }

  void skip() {
    skipped.incrementAndGet();
  }

  void delete() {
    deleted.incrementAndGet();
  }

  void fail(String key, StorageException failure) {
    failed.incrementAndGet();
    synchronized (failures) {
      if (failures.size() < KEPT) {
        failures.add(new TransferFailure(key, failure));
      }
    }
  }

  long objects() {
    return objects.get();
  }

  long bytes() {
    return bytes.get();
  }

  long resumedBytes() {
    return resumedBytes.get();
  }

  long skipped() {
    return skipped.get();
  }

  long deleted() {
    return deleted.get();
  }

  long unverified() {
    return unverified.get();
  }

  long failed() {
    return failed.get();
  }

  List<TransferFailure> failures() {
    synchronized (failures) {
      return List.copyOf(failures);
    }
  }
}
