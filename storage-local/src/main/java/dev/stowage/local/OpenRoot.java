package dev.stowage.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this process holds open of a store that it writes: the locks and the place of temporary
 * files. One for all drivers of a root, because locks of files belong to the process.
 */
final class OpenRoot implements Closeable {
  private static final Map<Identity, OpenRoot> OPEN = new HashMap<>();

  /** The file key tells a store from another that was made later in its place. */
  private record Identity(Path root, @Nullable Object fileKey) {}

  private final Identity identity;
  private final KeyLocks locks;
  private final TempFiles temporary;
  private int users;

  private OpenRoot(Identity identity, Path marker) throws IOException {
    this.identity = identity;
    Path all = Files.createDirectories(marker.resolve("tmp"));
    this.locks = new KeyLocks(marker.resolve("locks"));
    TempFiles made = null;
    try (KeyLocks.Held alone = locks.lock("")) {
      made = new TempFiles(all);
      made.deleteOrphans();
    } finally {
      if (made == null) {
        locks.close();
      }
    }
    this.temporary = made;
  }

  /** Joins what is open already; close it as often. The root must be a store. */
  static OpenRoot acquire(Path root) throws IOException {
    Path marker = StoreMarker.directory(root.toRealPath());
    Object fileKey = Files.readAttributes(marker, BasicFileAttributes.class).fileKey();
    Identity identity = new Identity(marker, fileKey);
    synchronized (OPEN) {
      OpenRoot open = OPEN.get(identity);
      if (open == null) {
        open = new OpenRoot(identity, marker);
        OPEN.put(identity, open);
      }
      open.users++;
      return open;
    }
  }

  KeyLocks locks() {
    return locks;
  }

  TempFiles temporary() {
    return temporary;
  }

  void deleteOrphans() throws IOException {
    try (KeyLocks.Held alone = locks.lock("")) {
      temporary.deleteOrphans();
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (OPEN) {
      if (--users > 0) {
        return;
      }
      OPEN.remove(identity);
      try {
        temporary.close();
      } finally {
        locks.close();
      }
    }
  }
}
