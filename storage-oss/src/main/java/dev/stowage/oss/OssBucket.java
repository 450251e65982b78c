package dev.stowage.oss;

import dev.stowage.StorageException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What only OSS can do with blobs, had by {@code store.unwrap(OssBucket.class)}. Keys are those of
 * the whole bucket, whatever the prefix of the store. Every method is one request; failures are
 * {@link StorageException}s, and nothing is tried again. Thread-safe.
 */
public final class OssBucket {
  private final OssApi api;

  OssBucket(OssApi api) {
    this.api = api;
  }

  /**
   * Begins to bring an archived blob back, so that it can be read for some days. It takes minutes
   * to hours, as its storage class has it; asking again while it is under way is no failure.
   *
   * @throws StorageException INVALID_ARGUMENT for less than a day, UNSUPPORTED for a blob that is
   *     not archived
   */
  public void restore(String key, int days) {
    if (days < 1) {
      throw StorageException.invalidArgument("a blob is restored for at least 1 day");
    }
    try {
      api.restore(key, days);
    } catch (IOException | RuntimeException e) {
      StorageException failure = OssFailures.translate("restore", key, e);
      if (!failure.reason().startsWith("RestoreAlreadyInProgress")) {
        throw failure;
      }
    }
  }

  /** The key that a symlink points at; empty when the blob is none. */
  public Optional<String> symlinkTarget(String key) {
    try {
      return api.symlink(key)
          .map(target -> URLDecoder.decode(target.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IOException | RuntimeException e) {
      StorageException failure = OssFailures.translate("read symlink", key, e);
      if (failure.reason().startsWith("NotSymlinkType")) {
        return Optional.empty();
      }
      throw failure;
    }
  }
}
