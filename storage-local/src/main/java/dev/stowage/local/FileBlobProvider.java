package dev.stowage.local;

import dev.stowage.OpenOptions;
import dev.stowage.StorageUrl;
import dev.stowage.spi.BlobProvider;
import dev.stowage.spi.BlobServiceDriver;
import java.util.Optional;
import java.util.Set;

/** Finds {@code file:} stores; see {@link LocalStores} to open one by its path. */
public final class FileBlobProvider implements BlobProvider {
  @Override
  public Set<String> schemes() {
    return Set.of("file");
  }

  /** Without a marker at or above it, the whole path is a store that is not there yet. */
  @Override
  public OpenedBlobs open(StorageUrl url, OpenOptions options) {
    FileUrl.Found found = new FileUrl(url, options).store();
    return new OpenedBlobs(found.driver(), found.rest());
  }

  /** Without a marker at or above it, the first new or empty directory of the path is the store. */
  @Override
  public OpenedBlobs locate(StorageUrl url, OpenOptions options) {
    FileUrl.Found found = new FileUrl(url, options).blob();
    return new OpenedBlobs(found.driver(), found.rest());
  }

  /** The stores among the directories of a directory. */
  @Override
  public Optional<BlobServiceDriver> openService(StorageUrl url, OpenOptions options) {
    return Optional.of(new FileServiceDriver(new FileUrl(url, options)));
  }
}
