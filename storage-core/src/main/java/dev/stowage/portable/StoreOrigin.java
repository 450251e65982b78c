package dev.stowage.portable;

import dev.stowage.OpenOptions;
import dev.stowage.blob.BlobLocation;
import dev.stowage.blob.BlobStore;

/**
 * How another process opens the container of a store again.
 *
 * @param url as the store was opened with; never holds a credential
 * @param located whether it names a blob or a prefix rather than a store
 */
public record StoreOrigin(String url, boolean located) {

  /** Opens the store that the URL opened first; whole keys of a located one, else relative ones. */
  public BlobStore open(OpenOptions options) {
    return located ? BlobLocation.open(url, options).store() : BlobStore.open(url, options);
  }
}
