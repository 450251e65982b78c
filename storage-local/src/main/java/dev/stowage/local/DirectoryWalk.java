package dev.stowage.local;

import dev.stowage.local.Layout.Step;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one directory in order, in bounded memory: the directory is read as often as its
 * names need windows.
 */
final class DirectoryWalk {
  private static final FileTime NEVER = FileTime.fromMillis(0);
  private static final long CHEAP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** Coarser than the steps in which file systems keep time. */
  private static final long CLOCK_STEP_MILLIS = 20;

  private final Layout layout;
  private final Path directory;
  private final byte[] base;
  private final KeyFilter filter;
  private final int mostBytes;
  private NameWindow window;
  private int next;
  private byte @Nullable [] last;
  private FileTime changed = NEVER;
  private long scannedMillis;
  private long scannedNanos;
  private long scanNanos;

  /**
   * @param base what all keys of the directory start with
   */
  DirectoryWalk(Layout layout, Path directory, byte[] base, KeyFilter filter, int mostBytes)
      throws IOException {
    this.layout = layout;
    this.directory = directory;
    this.base = base;
    this.filter = filter;
    this.mostBytes = mostBytes;
    this.window = scan(null);
  }

  private NameWindow scan(byte @Nullable [] floor) throws IOException {
    NameWindow names = new NameWindow(mostBytes);
    KeyFilter.Below below = filter.below(base);
    scannedMillis = System.currentTimeMillis();
    scannedNanos = System.nanoTime();
    changed = changedNow();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      int count = 0;
      for (Path entry : entries) {
        if ((++count & 0xfff) == 0) {
          Waiting.check();
        }
        byte[] name = layout.sortName(entry);
        if (name != null
            && (floor == null || Arrays.compareUnsigned(name, floor) > 0)
            && below.accepts(name, layout.kind(name))) {
          names.add(name);
        }
      }
    } catch (FileSystemException e) {
      // Its last blob was deleted, or it is a foreign file.
      if (!(e instanceof NoSuchFileException) && !FileFailures.isNotDirectory(e)) {
        throw e;
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    names.sort();
    scanNanos = System.nanoTime() - scannedNanos;
    return names;
  }

  private FileTime changedNow() throws IOException {
    try {
      return Files.getLastModifiedTime(directory);
    } catch (NoSuchFileException e) {
      return NEVER;
    }
  }

  /** The next entry, or null at the end. */
  @Nullable Step next() throws IOException {
    while (true) {
      if (next < window.count()) {
        byte[] name = window.get(next++);
        last = name;
        Step.Kind kind = layout.kind(name);
        byte[] key = Arrays.copyOf(base, base.length + name.length);
        System.arraycopy(name, 0, key, base.length, name.length);
        if (filter.accepts(key, kind)) {
          return new Step(kind, key, layout.child(directory, name));
        }
      } else if (window.isPartial()) {
        window = scan(last);
        next = 0;
      } else {
        return null;
      }
    }
  }

  /**
   * Whether names may have been added since it was read. Where reading takes long, that is looked
   * into only once in a while, so that a listing ends although somebody keeps writing.
   */
  boolean isStale() throws IOException {
    boolean soonAgain = System.nanoTime() - scannedNanos < 10 * scanNanos;
    if (scanNanos > CHEAP_NANOS && soonAgain) {
      return false;
    }
    boolean tooFresh = scannedMillis - changed.toMillis() < CLOCK_STEP_MILLIS;
    return tooFresh && scanNanos <= CHEAP_NANOS || !changedNow().equals(changed);
  }

  int heldBytes() {
    return window.heldBytes();
  }
}
