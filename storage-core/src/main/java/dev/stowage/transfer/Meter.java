package dev.stowage.transfer;

import dev.stowage.Pacer;
import dev.stowage.StorageException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts for {@link Progress} and tells the listener. */
final class Meter {
  private static final Logger LOG = LoggerFactory.getLogger(Meter.class);

  /** Seconds that the rate looks back, and the one that is being filled. */
  private static final int WINDOW = 5;

  private final TransferListener listener;
  private final Pacer pacer;
  private final AtomicLong start = new AtomicLong();
  private final LongAdder objectsStarted = new LongAdder();
  private final LongAdder objectsDone = new LongAdder();
  private final LongAdder objectsFailed = new LongAdder();
  private final LongAdder bytesDone = new LongAdder();
  private final LongAdder bytesStarted = new LongAdder();

  /** Bytes of the last seconds, a cell each, and the second that each cell is about. */
  private final AtomicLongArray cells = new AtomicLongArray(WINDOW + 1);

  private final AtomicLongArray seconds = new AtomicLongArray(WINDOW + 1);

  Meter(TransferListener listener, Pacer pacer) {
    this.listener = listener;
    this.pacer = pacer;
  }

  void started(String key, long size) {
    start.compareAndSet(0, pacer.nanoTime() | 1);
    objectsStarted.increment();
    bytesStarted.add(Math.max(0, size));
    tell(l -> l.started(key, size));
  }

  void moved(String key, long bytes) {
    if (bytes == 0) {
      return;
    }
    bytesDone.add(bytes);
    long second = second();
    int cell = (int) (second % (WINDOW + 1));
    if (seconds.getAndSet(cell, second) != second) {
      cells.set(cell, 0);
    }
    cells.addAndGet(cell, bytes);
    tell(l -> l.moved(key, bytes));
  }

  void done(String key, long size) {
    objectsDone.increment();
    tell(l -> l.done(key, size));
  }

  void skipped(String key, String reason) {
    tell(l -> l.skipped(key, reason));
  }

  void deleted(String key) {
    tell(l -> l.deleted(key));
  }

  void failed(String key, StorageException failure) {
    objectsFailed.increment();
    tell(l -> l.failed(key, failure));
  }

  Progress progress() {
    long since = start.get();
    long elapsed = since == 0 ? 0 : pacer.nanoTime() - since;
    return new Progress(
        objectsStarted.sum(),
        objectsDone.sum(),
        objectsFailed.sum(),
        bytesDone.sum(),
        bytesStarted.sum(),
        rate(elapsed),
        Duration.ofNanos(elapsed));
  }

  private long rate(long elapsed) {
    double span = elapsed / 1e9;
    if (span < WINDOW) {
      return span <= 0 ? 0 : Math.max(0, (long) (bytesDone.sum() / span));
    }
    long now = second();
    long bytes = 0;
    for (int i = 0; i <= WINDOW; i++) {
      long age = now - seconds.get(i);
      if (age >= 1 && age <= WINDOW) {
        bytes += cells.get(i);
      }
    }
    return Math.max(0, bytes / WINDOW);
  }

  private long second() {
    return TimeUnit.NANOSECONDS.toSeconds(pacer.nanoTime() - start.get()) + WINDOW + 1;
  }

  private void tell(Consumer<TransferListener> event) {
    if (listener == TransferListener.NONE) {
      return;
    }
    try {
      event.accept(listener);
    } catch (RuntimeException e) {
      LOG.warn("a transfer listener failed", e);
    }
  }
}
