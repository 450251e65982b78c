package dev.stowage.blob;

import dev.stowage.StorageException;
import java.time.Duration;

/**
 * What a signed browser form allows.
 *
 * @param key the key to be written
 * @param life how long the form is good for
 * @param minSize fewest bytes of the upload
 * @param maxSize most bytes of the upload
 * @param contentType the media type it must have
 */
public record FormRequest(
    String key, Duration life, long minSize, long maxSize, String contentType) {
  public FormRequest {
    if (minSize < 0 || maxSize < minSize) {
      throw StorageException.invalidArgument("form sizes " + minSize + " to " + maxSize);
    }
  }
}
