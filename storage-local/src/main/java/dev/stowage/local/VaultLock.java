package dev.stowage.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The lock of a vault among all processes. One for all of this process who use it: closing any
 * channel of a file gives up all of a process's locks of it.
 */
final class VaultLock {
  private static final Map<Path, Shared> SHARED = new HashMap<>();

  private static final class Shared {
    private final KeyLocks locks;
    private int users;

    Shared(KeyLocks locks) {
      this.locks = locks;
    }
  }

  private VaultLock() {}

  /** Waits for it; the directory of the vault must be there. */
  static Closeable hold(Path vaultDirectory) throws IOException {
    Path file = vaultDirectory.toRealPath().resolve("lock");
    Shared shared = join(file);
    KeyLocks.Held held = null;
    try {
      held = shared.locks.lock("");
    } finally {
      if (held == null) {
        leave(file, shared);
      }
    }
    KeyLocks.Held lock = held;
    return () -> {
      try {
        lock.close();
      } finally {
        leave(file, shared);
      }
    };
  }

  private static Shared join(Path file) throws IOException {
    synchronized (SHARED) {
      Shared shared = SHARED.get(file);
      if (shared == null) {
        if (!PrivateFiles.exists(file)) {
          PrivateFiles.createIfAbsent(file);
        }
        shared = new Shared(new KeyLocks(file));
        SHARED.put(file, shared);
      }
      shared.users++;
      return shared;
    }
  }

  private static void leave(Path file, Shared shared) throws IOException {
    synchronized (SHARED) {
      if (--shared.users == 0) {
        SHARED.remove(file);
        shared.locks.close();
      }
    }
  }
}
