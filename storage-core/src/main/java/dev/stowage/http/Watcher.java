package dev.stowage.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Ends overdue exchanges and closes connections that idled too long. One daemon thread for each
 * transport, which looks every 25 ms while exchanges are in flight, every second while connections
 * idle, and ends when there are neither.
 */
final class Watcher {
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(25);
  private static final long SLOW_TICK = TimeUnit.SECONDS.toNanos(1);
  private static final int TICKS_UNTIL_SLOW = 40;

  private final ConnectionPool pool;
  private final Set<Exchange> inFlight = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Thread thread;

  /** True while the thread ticks fast; set by who needs it, cleared by the thread. */
  private volatile boolean awake;

  Watcher(ConnectionPool pool) {
    this.pool = pool;
  }

  void watch(Exchange exchange) {
    inFlight.add(exchange);
    if (!awake) {
      wake();
    }
  }

  void forget(Exchange exchange) {
    inFlight.remove(exchange);
  }

  void abortAll() {
    inFlight.forEach(Exchange::abortForClose);
  }

  private void wake() {
    lock.lock();
    try {
      awake = true;
      if (thread == null) {
        Thread started = new Thread(this::run, "stowage-http-watcher");
        started.setDaemon(true);
        thread = started;
        started.start();
      } else {
        LockSupport.unpark(thread);
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    int quiet = 0;
    while (true) {
      long now = System.nanoTime();
      inFlight.forEach(exchange -> exchange.check(now));
      pool.evict(now);
      quiet = inFlight.isEmpty() ? quiet + 1 : 0;
      if (quiet < TICKS_UNTIL_SLOW) {
        LockSupport.parkNanos(this, TICK);
      } else if (restOrEnd()) {
        return;
      }
      Thread.interrupted(); // nobody's business; a set flag would make parking spin
    }
  }

  /** Waits a slow tick unless there is work; true when the thread is to end. */
  private boolean restOrEnd() {
    awake = false;
    if (!inFlight.isEmpty()) {
      awake = true;
      return false;
    }
    if (!pool.isEmpty()) {
      LockSupport.parkNanos(this, SLOW_TICK);
      return false;
    }
    lock.lock();
    try {
      if (awake || !inFlight.isEmpty()) {
        awake = true;
        return false;
      }
      thread = null;
      return true;
    } finally {
      lock.unlock();
    }
  }
}
