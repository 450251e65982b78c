package dev.stowage.blob;

import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.portable.BlobOpening;
import java.net.URI;
import java.util.stream.Stream;

/**
 * The account level: the containers themselves. Thread-safe; close it when done, the stores it
 * opened are closed on their own.
 */
public interface BlobService extends AutoCloseable {
  /** Opens the account that a URL without container stands for, such as {@code s3:}; no request. */
  static BlobService open(String url) {
    return open(url, OpenOptions.defaults());
  }

  /**
   * @throws StorageException INVALID_ARGUMENT as {@link BlobStore#open(String, OpenOptions)};
   *     UNSUPPORTED where the provider has no account level
   */
  static BlobService open(String url, OpenOptions options) {
    return BlobOpening.service(url, options);
  }

  static BlobService open(URI url, OpenOptions options) {
    return open(url.toString(), options);
  }

  /** All containers by name; lazy. */
  Stream<ContainerInfo> list();

  boolean exists(String container);

  /**
   * Creates a container.
   *
   * @return false when the caller owned it already
   * @throws StorageException ALREADY_EXISTS when it is somebody else's
   */
  boolean create(String container);

  /**
   * Deletes an empty container; succeeds when there is none.
   *
   * @throws StorageException CONFLICT when it is not empty
   */
  void delete(String container);

  /** Opens a container; the caller closes the store. */
  BlobStore store(String container);

  @Override
  void close();
}
