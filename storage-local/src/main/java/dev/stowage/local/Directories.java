package dev.stowage.local;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes the directories of keys when they are needed, and removes them when they are empty. */
final class Directories {
  private static final int TRIES = 1000;

  private final Path root;
  private final StoreAccess access;

  Directories(Path root, StoreAccess access) {
    this.root = root;
    this.access = access;
  }

  Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null ? root : parent;
  }

  /** Makes a directory below the root, and those above it; the root itself must be there. */
  void make(Path directory, boolean sync) throws IOException {
    if (directory.equals(root)) {
      throw access.missing();
    }
    for (int tries = 1; ; tries++) {
      try {
        Files.createDirectory(directory);
        if (sync) {
          force(parent(directory));
        }
        return;
      } catch (FileAlreadyExistsException e) {
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
          return;
        }
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
          throw blocked(directory, e);
        }
      } catch (NoSuchFileException e) {
        if (tries == TRIES) {
          throw e;
        }
        make(parent(directory), sync);
      } catch (FileSystemException e) {
        if (!FileFailures.isNotDirectory(e)) {
          throw e;
        }
        make(parent(directory), sync);
      }
    }
  }

  private RuntimeException blocked(Path directory, FileSystemException cause) {
    RuntimeException conflict =
        PlainLayout.conflict(
            "there is a file \"" + root.relativize(directory) + "\", so nothing can lie below it");
    conflict.addSuppressed(cause);
    return conflict;
  }

  /** Removes a directory and those above it, as far as they are empty. */
  void prune(Path directory, boolean sync) throws IOException {
    Path at = directory;
    while (!at.equals(root)) {
      try {
        Files.delete(at);
      } catch (NoSuchFileException e) {
        // Somebody else pruned it.
        at = parent(at);
        continue;
      } catch (FileSystemException e) {
        // Not empty, or not ours to remove: it does no harm.
        break;
      }
      at = parent(at);
    }
    if (sync) {
      try {
        force(at);
      } catch (NoSuchFileException e) {
        // Pruned by somebody else, who syncs what is above.
        return;
      }
    }
  }

  /** Writes a directory to disk. An interruption does not keep it from that. */
  static void force(Path directory) throws IOException {
    if (FileSystemFacts.isWindows()) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
          channel.force(true);
          return;
        } catch (ClosedByInterruptException e) {
          interrupted = true;
          Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
