package dev.stowage.fakes;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A directory of bodies. Files of bodies that no object has any more are removed as it goes. */
final class BodyFiles {
  private static final Cleaner CLEANER = Cleaner.create();

  /** How much is written between two collections of what is not used any more. */
  private static final long COLLECTED_EVERY = 4L << 30;

  private final Path directory;
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicLong written = new AtomicLong();
  private boolean removed;

  BodyFiles(Path parent) {
    try {
      directory = Files.createTempDirectory(parent, "stowage-fake-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path newPath() {
    return directory.resolve(Long.toString(numbers.incrementAndGet()));
  }

  synchronized OutputStream create(Path path) throws IOException {
    if (removed) {
      throw new IOException("the fake is closed");
    }
    return Files.newOutputStream(path);
  }

  /** Takes over a file that is written. */
  FakeBytes keep(Path path, long size) {
    BodyFile file = new BodyFile(path);
    CLEANER.register(file, () -> delete(path));
    long before = written.getAndAdd(size);
    if (before / COLLECTED_EVERY != (before + size) / COLLECTED_EVERY) {
      // Nothing else would look for them: bodies on disk put no pressure on the heap.
      System.gc();
    }
    return new FileBytes(file, 0, size);
  }

  static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes all files and the directory. */
  synchronized void remove() {
    removed = true;
    try (Stream<Path> files = Files.list(directory)) {
      files.toList().forEach(BodyFiles::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    delete(directory);
  }
}
