package dev.stowage.transfer;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets so many requests through at a time. When a service asks for fewer the number is halved, once
 * per round of requests; when a whole round went well it grows by one again.
 */
final class AdaptiveGate {
  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();
  private int limit;
  private int inUse;

  /** Requests that were under way at the last cut: their failures say nothing new. */
  private int before;

  private int wellDone;
  private boolean closed;

  AdaptiveGate(int most) {
    this.most = most;
    this.limit = most;
  }

  /**
   * @throws StorageException CLOSED
   */
  void acquire() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (inUse >= limit && !closed) {
        freed.await();
      }
      if (closed) {
        freed.signalAll();
        throw StorageException.of(ErrorCode.CLOSED, "the transfers are closed");
      }
      inUse++;
    } finally {
      lock.unlock();
    }
  }

  void release() {
    lock.lock();
    try {
      inUse--;
      before = Math.max(0, before - 1);
      freed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** A request failed, possibly to be tried again. */
  void failed(ErrorCode code) {
    if (code != ErrorCode.RATE_LIMITED && code != ErrorCode.UNAVAILABLE) {
      return;
    }
    lock.lock();
    try {
      wellDone = 0;
      if (before == 0) {
        limit = Math.max(1, limit / 2);
        before = inUse;
      }
    } finally {
      lock.unlock();
    }
  }

  void succeeded() {
    lock.lock();
    try {
      if (limit < most && ++wellDone >= limit) {
        wellDone = 0;
        limit++;
        freed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Lets nothing more through, and sends away who waits. */
  void close() {
    lock.lock();
    try {
      closed = true;
      freed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  int limit() {
    lock.lock();
    try {
      return limit;
    } finally {
      lock.unlock();
    }
  }
}
