package dev.stowage.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where this process writes what is not published yet: a directory of its own, with a file that it
 * holds a lock of as long as it lives. Directories whose lock nobody holds are orphans.
 */
final class TempFiles implements Closeable {
  private static final String LOCK = "lock";
  private static final String PROCESS = process();

  private final Path all;
  private final Path own;
  private final FileChannel alive;
  private final AtomicLong names = new AtomicLong();

  /** Call it, as {@link #deleteOrphans}, only by one process at a time. */
  TempFiles(Path all) throws IOException {
    this.all = all;
    this.own = all.resolve(PROCESS + "-" + UUID.randomUUID());
    Files.createDirectory(own);
    alive =
        FileChannel.open(own.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = alive.tryLock();
    if (lock == null) {
      throw new IOException("a new lock file is locked by somebody else: " + own);
    }
  }

  /**
   * The same for one process only: a number alone is given again, and in a container is always 1.
   */
  private static String process() {
    ProcessHandle self = ProcessHandle.current();
    Instant started = self.info().startInstant().orElse(Instant.EPOCH);
    return self.pid() + "-" + started.toEpochMilli();
  }

  /** A path at which there is nothing yet. */
  Path next() {
    return own.resolve("t" + names.incrementAndGet());
  }

  /** Deletes what processes left that are gone. */
  void deleteOrphans() throws IOException {
    try (DirectoryStream<Path> owners = Files.newDirectoryStream(all)) {
      for (Path owner : owners) {
        String name = String.valueOf(owner.getFileName());
        // Opening and closing a lock file of this very process would give up its lock.
        if (!name.startsWith(PROCESS + "-") && isOrphan(owner)) {
          deleteTree(owner);
        }
      }
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static boolean isOrphan(Path owner) throws IOException {
    try (FileChannel channel = FileChannel.open(owner.resolve(LOCK), StandardOpenOption.WRITE)) {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (NoSuchFileException e) {
      return true;
    } catch (FileSystemException e) {
      if (FileFailures.isNotDirectory(e)) {
        return true;
      }
      throw e;
    }
  }

  static void deleteTree(Path top) throws IOException {
    try {
      Files.walkFileTree(
          top,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
              if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
              }
              throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                throws IOException {
              if (failure != null) {
                throw failure;
              }
              Files.deleteIfExists(directory);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (NoSuchFileException e) {
      // Somebody else deleted it first.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    alive.close();
    deleteTree(own);
  }
}
