package dev.stowage.transfer;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Bytes that all transfers together may hold in memory. */
final class MemoryBudget {
  private final long total;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition freed = lock.newCondition();
  private long left;

  MemoryBudget(long total) {
    this.total = total;
    this.left = total;
  }

  /** Waits for so many bytes; more than there are in all is granted when nobody else has any. */
  void take(long bytes) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (left < Math.min(bytes, total)) {
        freed.await();
      }
      left -= bytes;
    } finally {
      lock.unlock();
    }
  }

  void give(long bytes) {
    lock.lock();
    try {
      left += bytes;
      freed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
