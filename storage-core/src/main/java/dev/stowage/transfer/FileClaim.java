package dev.stowage.transfer;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A file that only one thread of one process works on; the claim ends with the process, however it
 * ends.
 *
 * <p>POSIX drops the lock of a file when the process closes any descriptor of it, so a claimed file
 * is opened nowhere else in this process: a set of claimed paths stands in front of the lock. Reads
 * and writes go through a {@link RandomAccessFile}, which an interrupt does not close.
 */
final class FileClaim implements AutoCloseable {
  private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final RandomAccessFile file;

  private FileClaim(Path path, RandomAccessFile file) {
    this.path = path;
    this.file = file;
  }

  /** Null when somebody else has it. Creates the file if absent. */
  static @Nullable FileClaim tryCreate(Path path) throws IOException {
    Path name = path.toAbsolutePath().normalize();
    if (!CLAIMED.add(name)) {
      return null;
    }
    FileClaim claim = null;
    try {
      claim = lock(name, true);
      return claim;
    } finally {
      if (claim == null) {
        CLAIMED.remove(name);
      }
    }
  }

  /** Null when somebody else has it, or it is not there. */
  static @Nullable FileClaim tryExisting(Path path) throws IOException {
    return Files.exists(path) ? tryCreate(path) : null;
  }

  private static @Nullable FileClaim lock(Path path, boolean again) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    boolean kept = false;
    // An interrupt would close the channel, and with it the file.
    boolean interrupted = Thread.interrupted();
    try {
      Object opened = identity(path);
      FileLock lock = file.getChannel().tryLock();
      if (lock == null) {
        return null;
      }
      // Whoever had it before may have deleted it between our opening and our locking.
      if (!Objects.equals(opened, identity(path)) || opened == null && !Files.exists(path)) {
        file.close();
        return again ? lock(path, true) : null;
      }
      kept = true;
      return new FileClaim(path, file);
    } catch (OverlappingFileLockException e) {
      return null;
    } finally {
      if (!kept) {
        file.close();
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The file that the name stands for at the moment; null where the system does not say. */
  private static @Nullable Object identity(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  Path path() {
    return path;
  }

  RandomAccessFile file() {
    return file;
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
  }

  @Override
  public void close() throws IOException {
    try {
      file.close();
    } finally {
      CLAIMED.remove(path);
    }
  }
}
