package dev.stowage.transfer;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.portable.Workers;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Tasks of one piece of work that run beside the caller. The first failure stops the others; the
 * caller learns of it with its next task or when it waits for the end.
 */
final class Crew {
  /** One task. */
  interface Task {
    void run() throws Exception;
  }

  /** How long interrupted tasks may take to notice before they are left alone. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<Thread> running = new HashSet<>();
  private int pending;
  private @Nullable Throwable failure;

  /**
   * Starts a task.
   *
   * @param after always run in the end, also when the task never started
   */
  void start(Task task, Runnable after) {
    boolean counted = false;
    boolean started = false;
    try {
      throwFailure();
      count();
      counted = true;
      var unused =
          Workers.submit(
              () -> {
                work(task, after);
                return Boolean.TRUE;
              });
      started = true;
    } finally {
      if (!started) {
        after.run();
      }
      if (counted && !started) {
        ended();
      }
    }
  }

  private void count() {
    lock.lock();
    try {
      pending++;
    } finally {
      lock.unlock();
    }
  }

  private void work(Task task, Runnable after) {
    Throwable problem = null;
    try {
      if (begin()) {
        task.run();
      }
    } catch (Throwable e) {
      problem = e;
    } finally {
      leave(problem);
      after.run();
      ended();
    }
  }

  private boolean begin() {
    lock.lock();
    try {
      running.add(Thread.currentThread());
      return failure == null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * From here on nobody interrupts this thread on our behalf; it goes back without the mark. A
   * failure is known before what the task held is free for the next one.
   */
  private void leave(@Nullable Throwable problem) {
    lock.lock();
    try {
      running.remove(Thread.currentThread());
      if (problem != null) {
        fail(problem);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
    Thread.interrupted();
  }

  private void ended() {
    lock.lock();
    try {
      pending--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Stops everything; the tasks end with what an interrupt makes of them. */
  void stop(Throwable why) {
    lock.lock();
    try {
      fail(why);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void fail(Throwable problem) {
    if (failure == null || problem instanceof Error && !(failure instanceof Error)) {
      failure = problem;
    }
    running.forEach(Thread::interrupt);
  }

  /** Whether the work was stopped. */
  boolean failed() {
    lock.lock();
    try {
      return failure != null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for all tasks.
   *
   * @throws StorageException the first failure; CANCELLED when the caller is interrupted
   */
  void join() {
    lock.lock();
    try {
      while (pending > 0 && failure == null) {
        changed.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail(interrupted());
    } finally {
      lock.unlock();
    }
    settle();
    throwFailure();
  }

  /** After a stop: waits until nobody works any more, whatever interrupts. */
  void settle() {
    boolean interrupted = false;
    long left = PATIENCE_NANOS;
    lock.lock();
    try {
      while (pending > 0 && left > 0) {
        try {
          left = changed.awaitNanos(left);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void throwFailure() {
    Throwable problem;
    lock.lock();
    try {
      problem = failure;
    } finally {
      lock.unlock();
    }
    if (problem instanceof Error error) {
      throw error;
    }
    if (problem != null) {
      throw Faults.of(problem);
    }
  }

  static StorageException interrupted() {
    return StorageException.of(ErrorCode.CANCELLED, "the transfer was interrupted");
  }
}
