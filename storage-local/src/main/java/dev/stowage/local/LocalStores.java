package dev.stowage.local;

import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.blob.BlobStore;
import dev.stowage.spi.Stores;
import java.io.IOException;
import java.nio.file.Path;

/** Opens stores on this machine's disk by their path. */
public final class LocalStores {
  private LocalStores() {}

  /** The store at a directory, which the first write makes; as {@code file:///directory}. */
  public static BlobStore blobs(Path directory) {
    return blobs(directory, OpenOptions.defaults());
  }

  /**
   * The store at a directory; the directory itself, also if one above it is a store.
   *
   * @throws StorageException INVALID_ARGUMENT when the path is not one of the default file system
   */
  public static BlobStore blobs(Path directory, OpenOptions options) {
    FileUrl url = new FileUrl(StorageUrl.parse("file:///"), options);
    Path root = absolute(directory);
    return Stores.blobs(url.driver(root, layout(root)), options);
  }

  /**
   * A directory as other programs see it, each file a blob under its own name; as {@code
   * file:///directory?layout=plain}.
   */
  public static BlobStore plainBlobs(Path directory, OpenOptions options) {
    FileUrl url = new FileUrl(StorageUrl.parse("file:///?layout=plain"), options);
    return Stores.blobs(url.driver(absolute(directory), PlainLayout.NAME), options);
  }

  private static Path absolute(Path directory) {
    if (!directory.getFileSystem().equals(java.nio.file.FileSystems.getDefault())) {
      throw StorageException.invalidArgument(
          directory + " is not a path of the default file system");
    }
    return directory.toAbsolutePath().normalize();
  }

  private static @org.jspecify.annotations.Nullable String layout(Path root) {
    try {
      return StoreMarker.layout(root);
    } catch (IOException e) {
      // The first call says what is wrong with it.
      return null;
    }
  }
}
