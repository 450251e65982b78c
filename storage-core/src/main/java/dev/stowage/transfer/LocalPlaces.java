package dev.stowage.transfer;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where under a directory the keys of a tree go. A key that would leave the directory, or that
 * cannot be a file beside those before it, is refused; it is never changed into one that can.
 *
 * <p>Keys are asked for in UTF-8 order, by one thread.
 */
final class LocalPlaces {
  private final Path root;
  private final boolean ignoresCase;

  /** Keys before this one that are its beginning: the only ones that could be its directories. */
  private final Deque<String> beginnings = new ArrayDeque<>();

  private final Set<String> busy = ConcurrentHashMap.newKeySet();

  LocalPlaces(Path root) {
    this(root, ignoresCase(root));
  }

  LocalPlaces(Path root, boolean ignoresCase) {
    this.root = root;
    this.ignoresCase = ignoresCase;
  }

  /**
   * The file of a key. Its directories are made.
   *
   * @throws StorageException INVALID_KEY
   */
  Path place(String key) {
    Path file = root;
    List<String> names = List.of(key.split("/", -1));
    checkBeginnings(key);
    for (int i = 0; i < names.size(); i++) {
      file = child(file, key, names.get(i));
      if (i < names.size() - 1) {
        makeDirectory(file, key);
      }
    }
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      throw refused(key, "there is a directory of that name");
    }
    checkCase(file, key);
    beginnings.addLast(key);
    return file;
  }

  /** Ends what {@link #place} reserved, when the file is there or was given up. */
  void done(Path file) {
    busy.remove(folded(file));
  }

  private void checkBeginnings(String key) {
    while (!beginnings.isEmpty() && !key.startsWith(beginnings.getLast())) {
      beginnings.removeLast();
    }
    for (String before : beginnings) {
      if (key.startsWith(before + "/")) {
        throw refused(key, "\"" + before + "\" is a file, so it cannot be a directory too");
      }
    }
  }

  private static Path child(Path directory, String key, String name) {
    if (name.isEmpty()) {
      throw refused(
          key, key.isEmpty() ? "it is empty" : "a file name in it is empty (a slash too many)");
    }
    if (name.equals(".") || name.equals("..")) {
      throw refused(key, "\"" + name + "\" would lead elsewhere");
    }
    if (TemporaryFile.isOne(name)) {
      throw refused(key, "the name is reserved for unfinished downloads");
    }
    try {
      Path one = directory.getFileSystem().getPath(name);
      if (one.isAbsolute() || one.getNameCount() != 1 || !one.toString().equals(name)) {
        throw refused(key, "\"" + name + "\" is no file name here");
      }
      return directory.resolve(one);
    } catch (InvalidPathException e) {
      throw refused(key, "\"" + name + "\" is no file name here");
    }
  }

  private void makeDirectory(Path directory, String key) {
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      if (Files.isSymbolicLink(directory)) {
        throw refused(key, directory + " is a symbolic link, which is not followed");
      }
      if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        throw refused(key, directory + " is a file, so it cannot be a directory too");
      }
    } catch (IOException e) {
      throw Faults.ofFile("create", directory, e);
    }
    checkName(directory, key);
  }

  /** What a file system that ignores case makes of two keys that differ in nothing else. */
  private void checkCase(Path file, String key) {
    if (ignoresCase) {
      if (!busy.add(folded(file))) {
        throw refused(key, "another key becomes the same file here");
      }
      try {
        checkName(file, key);
      } catch (StorageException e) {
        done(file);
        throw e;
      }
    }
  }

  private void checkName(Path file, String key) {
    if (!ignoresCase) {
      return;
    }
    try {
      Path real = file.toRealPath(LinkOption.NOFOLLOW_LINKS);
      if (!String.valueOf(real.getFileName()).equals(String.valueOf(file.getFileName()))) {
        throw refused(key, "another key becomes the same file here: " + real.getFileName());
      }
    } catch (IOException e) {
      // It is not there yet, and that is as it should be.
      return;
    }
  }

  private static String folded(Path file) {
    return file.toString().toLowerCase(Locale.ROOT);
  }

  private static boolean ignoresCase(Path root) {
    try {
      Files.createDirectories(root);
      Path probe = Files.createTempFile(root, ".stowage-probe", ".part");
      try {
        String name = String.valueOf(probe.getFileName());
        return Files.exists(probe.resolveSibling(name.toUpperCase(Locale.ROOT)));
      } finally {
        Files.delete(probe);
      }
    } catch (IOException e) {
      throw Faults.ofFile("write into", root, e);
    }
  }

  private static StorageException refused(String key, String why) {
    return StorageException.builder(
            ErrorCode.INVALID_KEY, "cannot be a file under this directory: " + why)
        .operation("download")
        .key(key)
        .build();
  }
}
