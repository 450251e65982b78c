package dev.stowage.blob;

import dev.stowage.StorageException;
import java.util.Optional;

/**
 * What became of one key of a bulk delete.
 *
 * @param key as it was given
 * @param failure why it may still be there; empty when it certainly is not
 */
public record DeleteResult(String key, Optional<StorageException> failure) {
  public boolean deleted() {
    return failure.isEmpty();
  }
}
