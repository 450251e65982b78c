package dev.stowage.fakes;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The store behind an object-storage fake: containers by name. One lock guards all of it. */
public final class FakeBlobs {

  private final ReentrantLock lock = new ReentrantLock();
  private final TreeMap<String, FakeBucket> buckets = new TreeMap<>();
  private final Clock clock;

  /** An empty store. */
  public FakeBlobs(Clock clock) {
    this.clock = clock;
  }

  /** Does something that nothing else comes between. */
  public <T> T atomically(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** Adds a container, or gives the one of that name. */
  public FakeBucket create(String name) {
    return atomically(() -> buckets.computeIfAbsent(name, n -> new FakeBucket(n, clock.instant())));
  }

  public Optional<FakeBucket> bucket(String name) {
    return atomically(() -> Optional.ofNullable(buckets.get(name)));
  }

  /** All containers by name. */
  public List<FakeBucket> buckets() {
    return atomically(() -> List.copyOf(buckets.values()));
  }

  /** Removes a container and all it holds. */
  public void remove(String name) {
    atomically(() -> Optional.ofNullable(buckets.remove(name)));
  }

  /** Removes everything. */
  public void clear() {
    atomically(
        () -> {
          buckets.clear();
          return true;
        });
  }
}
