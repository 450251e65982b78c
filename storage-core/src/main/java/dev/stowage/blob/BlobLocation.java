package dev.stowage.blob;

import dev.stowage.OpenOptions;
import dev.stowage.portable.BlobOpening;

/**
 * A store and a key in it, as one URL names them: {@code s3://bucket/dir/a%20b?region=…}.
 *
 * @param store opened at its container; whoever opened the location closes it
 * @param key the whole key, or a prefix; empty when the URL ends with the container
 */
public record BlobLocation(BlobStore store, String key) implements AutoCloseable {
  /** Parses and opens; no request. Fails as {@link BlobStore#open(String, OpenOptions)}. */
  public static BlobLocation open(String url, OpenOptions options) {
    return BlobOpening.location(url, options);
  }

  @Override
  public void close() {
    store.close();
  }
}
