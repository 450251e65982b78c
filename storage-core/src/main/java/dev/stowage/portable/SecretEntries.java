package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.secret.SecretSelector;
import dev.stowage.secret.SecretValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The values that a cache keeps, the least used going first. Every value that leaves is
 * overwritten.
 *
 * <p>No entry is locked while another one is, or while the map is: an entry that is being loaded
 * when it is dropped keeps nothing.
 */
final class SecretEntries {
  private record Id(String name, SecretSelector selector) {}

  private final int max;
  private final Map<Id, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private boolean closed;

  SecretEntries(int max) {
    this.max = max;
  }

  /** The entry of a value, empty at first. */
  Entry entry(String name, SecretSelector selector) {
    List<Entry> tooMany = new ArrayList<>();
    Entry entry;
    synchronized (this) {
      if (closed) {
        throw StorageException.builder(ErrorCode.CLOSED, "the cache is closed")
            .operation("get")
            .key(name)
            .build();
      }
      entry = entries.computeIfAbsent(new Id(name, selector), id -> new Entry());
      Iterator<Entry> eldest = entries.values().iterator();
      while (entries.size() > max) {
        tooMany.add(eldest.next());
        eldest.remove();
      }
    }
    tooMany.forEach(Entry::discard);
    return entry;
  }

  void drop(String name) {
    dropIf(id -> id.name().equals(name));
  }

  void dropAll() {
    dropIf(id -> true);
  }

  private void dropIf(Predicate<Id> which) {
    List<Entry> dropped = new ArrayList<>();
    synchronized (this) {
      entries
          .entrySet()
          .removeIf(
              each -> {
                boolean drop = which.test(each.getKey());
                if (drop) {
                  dropped.add(each.getValue());
                }
                return drop;
              });
    }
    dropped.forEach(Entry::discard);
  }

  void close() {
    synchronized (this) {
      closed = true;
    }
    dropAll();
  }

  /** One value, used by who holds its lock. */
  static final class Entry {
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable SecretValue value;
    private long since;
    private boolean discarded;

    void lock(String name) {
      try {
        lock.lockInterruptibly();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw StorageException.builder(ErrorCode.CANCELLED, "the calling thread was interrupted")
            .operation("get")
            .key(name)
            .build();
      }
    }

    void unlock() {
      lock.unlock();
    }

    boolean isYoungerThan(Duration age, long now) {
      return value != null && now - since < age.toNanos();
    }

    SecretValue copy() {
      if (value == null) {
        throw new IllegalStateException("there is no value");
      }
      return value.copy();
    }

    void keep(SecretValue fresh, long now) {
      forget();
      if (discarded) {
        fresh.close();
      } else {
        value = fresh;
        since = now;
      }
    }

    void forget() {
      if (value != null) {
        value.close();
        value = null;
      }
    }

    private void discard() {
      lock.lock();
      try {
        discarded = true;
        forget();
      } finally {
        lock.unlock();
      }
    }
  }
}
