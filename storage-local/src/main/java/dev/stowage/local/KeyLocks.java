package dev.stowage.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Locks of keys that hold among all processes: one byte of one file for each of {@value #STRIPES}
 * groups of keys.
 *
 * <p>A lock of a file belongs to the whole JVM, so there is one of ours in front of each. The
 * channel is only ever used through {@code tryLock}, which, unlike {@code lock}, does not close it
 * when the thread is interrupted; it must stay open, since closing any channel of a file gives up
 * all of a process's locks of it.
 */
final class KeyLocks implements Closeable {
  private static final int STRIPES = 256;
  private static final int SPINS = 20;
  private static final long SHORTEST_WAIT_NANOS = 20_000;
  private static final long LONGEST_WAIT_NANOS = 1_000_000;

  private final FileChannel channel;
  private final ReentrantLock[] ours = new ReentrantLock[STRIPES];

  KeyLocks(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    for (int i = 0; i < STRIPES; i++) {
      ours[i] = new ReentrantLock();
    }
  }

  /** A lock that is held; closing it gives it up. */
  interface Held extends Closeable {}

  /**
   * @throws ClosedByInterruptException when the thread is interrupted while it waits
   */
  Held lock(String key) throws IOException {
    int hash = key.hashCode();
    return stripe((hash ^ hash >>> 16) & STRIPES - 1);
  }

  private Held stripe(int stripe) throws IOException {
    ReentrantLock inside = ours[stripe];
    try {
      inside.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new ClosedByInterruptException().initCause(e);
    }
    FileLock outside = null;
    try {
      outside = acquire(stripe);
    } finally {
      if (outside == null) {
        inside.unlock();
      }
    }
    FileLock held = outside;
    return () -> {
      try {
        held.release();
      } finally {
        inside.unlock();
      }
    };
  }

  private FileLock acquire(int stripe) throws IOException {
    long wait = SHORTEST_WAIT_NANOS;
    for (int tries = 0; ; tries++) {
      FileLock lock = tryLock(stripe);
      if (lock != null) {
        return lock;
      }
      Waiting.check();
      if (tries < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(this, wait);
        wait = Math.min(LONGEST_WAIT_NANOS, wait + wait / 2);
      }
    }
  }

  private @org.jspecify.annotations.Nullable FileLock tryLock(int stripe) throws IOException {
    try {
      return channel.tryLock(stripe, 1, false);
    } catch (OverlappingFileLockException e) {
      // Held by a copy of this class in another class loader.
      return null;
    }
  }

  /** Waits for the holders in this process: a lock must not be lost under them. */
  @Override
  public void close() throws IOException {
    int taken = 0;
    try {
      for (; taken < STRIPES; taken++) {
        ours[taken].lock();
      }
      channel.close();
    } finally {
      while (taken > 0) {
        ours[--taken].unlock();
      }
    }
  }
}
