package dev.stowage.transfer;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The files under a directory. A directory sorts as its name with a slash, so a walk that takes
 * each directory in order is in the order of whole keys.
 */
final class LocalTree implements Tree {
  /** Names of one directory that are held in memory. */
  private static final int LIMIT = 50_000;

  /** What a name stands for; kept behind it, after a NUL, which no name contains. */
  private static final char FILE = 'f';

  private static final char DIRECTORY = 'd';
  private static final char LINK_TO_DIRECTORY = 'l';
  private static final char OTHER = 'o';
  private static final char BROKEN = 'b';
  private static final char UNNAMEABLE = 'u';

  private final Path root;
  private final int limit;

  LocalTree(Path root) {
    this(root, LIMIT);
  }

  LocalTree(Path root, int limit) {
    this.root = root;
    this.limit = limit;
  }

  @Override
  public Cursor open() {
    return new Walk();
  }

  /** A directory on the way from the root to where the walk is. */
  private record Level(Path directory, String key, SortedNames names) {}

  private final class Walk implements Cursor {
    private final Deque<Level> levels = new ArrayDeque<>();
    private @Nullable TreeEntry next;

    Walk() {
      if (Files.exists(root)) {
        enter(root, "");
      }
    }

    @Override
    public boolean hasNext() {
      while (next == null && !levels.isEmpty()) {
        Level level = levels.getLast();
        if (level.names().hasNext()) {
          take(level, level.names().next());
        } else {
          level.names().close();
          levels.removeLast();
        }
      }
      return next != null;
    }

    @Override
    public TreeEntry next() {
      TreeEntry entry = hasNext() ? next : null;
      if (entry == null) {
        throw new NoSuchElementException();
      }
      next = null;
      return entry;
    }

    private void take(Level level, String marked) {
      int end = marked.length() - 2;
      String name = marked.substring(0, end);
      String key = level.key() + name;
      switch (marked.charAt(end + 1)) {
        case DIRECTORY -> enter(level.directory().resolve(name), key);
        case FILE -> next = file(level.directory().resolve(name), key);
        case LINK_TO_DIRECTORY -> next = TreeEntry.leftOut(key, "a symbolic link to a directory");
        case OTHER -> next = TreeEntry.leftOut(key, "not a regular file");
        case BROKEN ->
            next =
                TreeEntry.unreadable(
                    key,
                    StorageException.of(
                        ErrorCode.NOT_FOUND, "a symbolic link whose target is not there"));
        default ->
            next =
                TreeEntry.unreadable(
                    key, StorageException.of(ErrorCode.INVALID_KEY, "a file name that is no text"));
      }
    }

    private @Nullable TreeEntry file(Path file, String key) {
      try {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        return TreeEntry.of(key, file, now.size(), now.lastModifiedTime().toInstant());
      } catch (NoSuchFileException e) {
        return null;
      } catch (IOException e) {
        return TreeEntry.unreadable(key, Faults.ofFile("read", file, e));
      }
    }

    private void enter(Path directory, String key) {
      SortedNames names = new SortedNames(limit);
      try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
        for (Path child : children) {
          String marked = marked(child);
          if (marked != null) {
            names.add(marked);
          }
        }
        names.sort();
        levels.addLast(new Level(directory, key, names));
      } catch (DirectoryIteratorException e) {
        names.close();
        IOException cause = e.getCause();
        unreadable(directory, key, cause == null ? new IOException(e) : cause);
      } catch (IOException e) {
        names.close();
        unreadable(directory, key, e);
      }
    }

    /** The root itself must be readable; anything below is one failure among others. */
    private void unreadable(Path directory, String key, IOException e) {
      StorageException problem = Faults.ofFile("list", directory, e);
      if (key.isEmpty()) {
        throw problem;
      }
      next = TreeEntry.unreadable(key, problem);
    }

    @Override
    public void close() {
      levels.forEach(level -> level.names().close());
      levels.clear();
    }
  }

  private static @Nullable String marked(Path child) throws IOException {
    String name = String.valueOf(child.getFileName());
    if (TemporaryFile.isOne(name)) {
      return null;
    }
    if (!child.resolveSibling(name).equals(child)) {
      return mark(name, UNNAMEABLE);
    }
    try {
      BasicFileAttributes own =
          Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (own.isSymbolicLink()) {
        return link(child, name);
      }
      return own.isDirectory()
          ? mark(name + "/", DIRECTORY)
          : mark(name, own.isRegularFile() ? FILE : OTHER);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static String link(Path child, String name) {
    try {
      BasicFileAttributes target = Files.readAttributes(child, BasicFileAttributes.class);
      return target.isDirectory()
          ? mark(name + "/", LINK_TO_DIRECTORY)
          : mark(name, target.isRegularFile() ? FILE : OTHER);
    } catch (IOException e) {
      return mark(name, BROKEN);
    }
  }

  private static String mark(String name, char kind) {
    return name + '\0' + kind;
  }
}
