package dev.stowage.media;

import dev.stowage.StorageException;
import java.util.Optional;

/**
 * A blob that a job reads or writes, at the same provider.
 *
 * @param container empty for the one that the URL of the service names, or that of the input
 * @param key as {@code BlobStore} has it; in the key of an output {@code {index}} stands for the
 *     number of the page or frame
 */
public record MediaBlob(Optional<String> container, String key) {
  /** What stands in the key of an output for the number of the page or frame. */
  public static final String INDEX = "{index}";

  public MediaBlob {
    if (key.isEmpty()) {
      throw StorageException.invalidArgument("the key of a media file is empty");
    }
    if (container.isPresent() && container.get().isEmpty()) {
      throw StorageException.invalidArgument("the container of a media file is empty");
    }
  }

  public static MediaBlob of(String key) {
    return new MediaBlob(Optional.empty(), key);
  }

  public static MediaBlob of(String container, String key) {
    return new MediaBlob(Optional.of(container), key);
  }

  boolean hasIndex() {
    return key.contains(INDEX);
  }

  /** Whether the last part of the key ends with a dot and a few letters. */
  boolean hasExtension() {
    return key.matches("(?s).*[^/]\\.[A-Za-z0-9]{1,5}");
  }

  @Override
  public String toString() {
    return container.map(c -> c + "/").orElse("") + key;
  }
}
