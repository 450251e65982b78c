package dev.stowage.mem;

import dev.stowage.spi.KeyOrder;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The secrets of one name, and the key that encrypts beside them. Guarded by itself. */
final class MemVault {
  static final int PAGE = 100;

  private final ConcurrentSkipListMap<String, MemSecret> secrets =
      new ConcurrentSkipListMap<>(KeyOrder.UTF8);
  private final MemKeeper keeper = new MemKeeper();

  MemKeeper keeper() {
    return keeper;
  }

  /** With those whose deletion is due gone. */
  private void purge(Instant now) {
    for (Iterator<MemSecret> all = secrets.values().iterator(); all.hasNext(); ) {
      MemSecret secret = all.next();
      Instant due = secret.deletedFrom();
      if (due != null && !due.isAfter(now)) {
        all.remove();
        secret.erase();
      }
    }
  }

  /** Also one that waits for its deletion; null when there is none. */
  @Nullable MemSecret find(String name, Instant now) {
    purge(now);
    return secrets.get(name);
  }

  void add(String name, MemSecret secret) {
    secrets.put(name, secret);
  }

  void remove(String name) {
    MemSecret secret = secrets.remove(name);
    if (secret != null) {
      secret.erase();
    }
  }

  /** From this name on, in order. */
  Map<String, MemSecret> from(String name, Instant now) {
    purge(now);
    return secrets.tailMap(name, true);
  }
}
