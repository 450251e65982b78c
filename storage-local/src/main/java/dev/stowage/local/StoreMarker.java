package dev.stowage.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The directory that makes a directory a store, and the file in it that says of which layout. */
final class StoreMarker {
  static final String DIRECTORY = ".stowage";
  private static final String FORMAT = "format.json";
  private static final int VERSION = 1;

  private StoreMarker() {}

  static Path directory(Path root) {
    return root.resolve(DIRECTORY);
  }

  static Path format(Path root) {
    return directory(root).resolve(FORMAT);
  }

  /** The name of the store's layout; null when there is no store. */
  static @Nullable String layout(Path root) throws IOException {
    byte[] json;
    try {
      json = Files.readAllBytes(format(root));
    } catch (NoSuchFileException e) {
      return null;
    } catch (FileSystemException e) {
      if (FileFailures.isNotDirectory(e)) {
        return null;
      }
      throw e;
    }
    JsonNode format;
    try {
      format = BlobJson.parse(json);
    } catch (IOException e) {
      throw StorageException.builder(
              ErrorCode.INTEGRITY_FAILURE, format(root) + " is damaged; it should hold JSON")
          .cause(e)
          .build();
    }
    int version = format.path("version").asInt();
    if (version != VERSION) {
      throw StorageException.of(
          ErrorCode.UNSUPPORTED,
          root
              + " is a store of version "
              + version
              + "; this version of Stowage knows "
              + VERSION);
    }
    return format.path("layout").asText();
  }

  static boolean isStore(Path root) {
    return Files.isRegularFile(format(root));
  }

  /** Somebody's files would be hidden among ours, and ours among theirs. */
  private static void refuseForeignFiles(Path root) throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      boolean foreign = entries.anyMatch(e -> !e.getFileName().toString().startsWith(DIRECTORY));
      // Looked at again: another process may have made the store, and filled it, in between.
      if (foreign && !isStore(root)) {
        throw StorageException.invalidArgument(
            root
                + " is no store and holds other files; name a new or empty directory, or write"
                + " layout=plain to keep files under their own names");
      }
    } catch (NoSuchFileException e) {
      return;
    }
  }

  /**
   * Makes a directory a store.
   *
   * @return false when it was one already
   */
  static boolean create(Path root, String layout) throws IOException {
    if (!isStore(root) && !layout.equals(PlainLayout.NAME)) {
      refuseForeignFiles(root);
    }
    Files.createDirectories(directory(root));
    if (isStore(root)) {
      return false;
    }
    ObjectNode format = BlobJson.object();
    format.put("layout", layout);
    format.put("version", VERSION);
    // Written aside first, so that nobody reads half of it; the last of several creators wins.
    Path draft = directory(root).resolve(FORMAT + "." + UUID.randomUUID());
    try {
      Files.write(
          draft,
          BlobJson.bytes(format),
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE,
          StandardOpenOption.SYNC);
      Files.move(draft, format(root), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
    return true;
  }
}
