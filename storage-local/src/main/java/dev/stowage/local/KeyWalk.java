package dev.stowage.local;

import dev.stowage.local.Layout.Step;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Walks the keys of a store in order, and, when asked to fold, does not walk into the directories
 * of segments but gives them as steps. Not thread-safe.
 */
final class KeyWalk {
  private static final int MOST_BYTES = 16 << 20;
  private static final int FEWEST_BYTES = 256 << 10;

  private final Layout layout;
  private final boolean fold;
  private final KeyFilter filter;
  private final Deque<DirectoryWalk> open = new ArrayDeque<>();
  private @Nullable Step ahead;

  KeyWalk(Layout layout, Path root, byte[] prefix, boolean fold, byte @Nullable [] after)
      throws IOException {
    this.layout = layout;
    this.fold = fold;
    this.filter = new KeyFilter(prefix, after);
    descend(root, prefix);
  }

  /** Goes straight to the directory that all keys of the prefix are in. */
  private void descend(Path root, byte[] prefix) throws IOException {
    Path directory = root;
    int start = 0;
    for (int i = 0; i <= prefix.length; i++) {
      boolean slash = i < prefix.length && prefix[i] == '/';
      boolean chunk = i - start == NativeNames.CHUNK && layout instanceof NativeLayout;
      if (chunk) {
        directory = layout.child(directory, Arrays.copyOfRange(prefix, start, i));
        start = i;
      }
      if (slash) {
        directory = layout.child(directory, Arrays.copyOfRange(prefix, start, i + 1));
        start = i + 1;
      }
    }
    enter(directory, Arrays.copyOf(prefix, start));
  }

  private void enter(Path directory, byte[] base) throws IOException {
    int held = open.stream().mapToInt(DirectoryWalk::heldBytes).sum();
    int budget = Math.max(FEWEST_BYTES, (MOST_BYTES - held) / 2);
    open.push(new DirectoryWalk(layout, directory, base, filter, budget));
  }

  /** The next key or folded directory; null at the end. */
  @Nullable Step next() throws IOException {
    Step kept = ahead;
    if (kept != null) {
      ahead = null;
      return kept;
    }
    while (!open.isEmpty()) {
      Step step = open.peek().next();
      if (step == null) {
        open.pop();
      } else if (step.kind() == Step.Kind.BLOB) {
        return step;
      } else if (step.kind() == Step.Kind.CHUNK || !fold) {
        enter(step.file(), step.bytes());
      } else if (holdsBlob(step.file())) {
        return step;
      }
    }
    return null;
  }

  /** Puts a step back, to be the next again. */
  void unread(Step step) {
    ahead = step;
  }

  /** Leaves out everything up to a position. */
  void skipTo(byte[] position) {
    filter.skipTo(position);
  }

  /** A directory may be empty for a moment, or after a crash. */
  private boolean holdsBlob(Path directory) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        byte[] name = layout.sortName(entry);
        if (name != null && (layout.kind(name) == Step.Kind.BLOB || holdsBlob(entry))) {
          return true;
        }
      }
      return false;
    } catch (NoSuchFileException e) {
      return false;
    } catch (FileSystemException e) {
      if (FileFailures.isNotDirectory(e)) {
        return false;
      }
      throw e;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** Whether what it read of directories may not be true any more. */
  boolean isStale() throws IOException {
    for (DirectoryWalk directory : open) {
      if (directory.isStale()) {
        return true;
      }
    }
    return false;
  }

  int heldBytes() {
    return open.stream().mapToInt(DirectoryWalk::heldBytes).sum();
  }
}
