package dev.stowage.spi;

import dev.stowage.OpenOptions;
import dev.stowage.StorageUrl;
import java.util.Optional;

/** Opens blob stores of one or more URL schemes. Found by {@link java.util.ServiceLoader}. */
public interface BlobProvider extends Provider {
  /**
   * Opens the container that a URL names; sends no request. What is malformed or unknown in the URL
   * is refused here.
   */
  OpenedBlobs open(StorageUrl url, OpenOptions options);

  /**
   * Opens the store of a URL that names one blob or a prefix; differs from {@link #open} only where
   * the URL does not say where the container ends, as on a file system.
   */
  default OpenedBlobs locate(StorageUrl url, OpenOptions options) {
    return open(url, options);
  }

  /** Opens the account level, where there is one. */
  Optional<BlobServiceDriver> openService(StorageUrl url, OpenOptions options);

  /**
   * A container, and what is left of the URL's path.
   *
   * @param driver closed with the store
   * @param path the rest of the path, decoded: a prefix or a key
   */
  record OpenedBlobs(BlobDriver driver, String path) {}
}
