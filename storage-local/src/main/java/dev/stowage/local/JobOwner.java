package dev.stowage.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Says which process runs a job, and whether that is still there: it holds a lock of a file of its
 * own as long as it lives. A process id would not do, since it is given again.
 */
final class JobOwner {
  private static final Map<Path, JobOwner> MINE = new HashMap<>();

  private final String name;

  @SuppressWarnings("unused")
  private final FileLock alive;

  private JobOwner(String name, FileLock alive) {
    this.name = name;
    this.alive = alive;
  }

  /** This process, for the jobs of a directory; held until it ends. */
  static String mine(Path owners) throws IOException {
    Path real = owners.toRealPath();
    synchronized (MINE) {
      JobOwner known = MINE.get(real);
      if (known == null) {
        known = create(real);
        MINE.put(real, known);
      }
      return known.name;
    }
  }

  @SuppressWarnings("resource")
  private static JobOwner create(Path owners) throws IOException {
    String name = UUID.randomUUID().toString();
    Path file = owners.resolve(name);
    PrivateFiles.createIfAbsent(file);
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      throw new IOException("a new lock file is locked by somebody else: " + file);
    }
    return new JobOwner(name, lock);
  }

  static boolean isAlive(Path owners, String name) throws IOException {
    if (!name.matches("[0-9a-f-]{36}")) {
      return false;
    }
    Path real = owners.toRealPath();
    synchronized (MINE) {
      JobOwner known = MINE.get(real);
      // Opening and closing our own would give up its lock.
      if (known != null && known.name.equals(name)) {
        return true;
      }
    }
    Path file = real.resolve(name);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        return true;
      }
      Files.deleteIfExists(file);
      return false;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
