package dev.stowage.transfer;

import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobStore;

/** The second half of a move. */
final class SourceRemoval {
  private SourceRemoval() {}

  /** Deletes the version that was copied, where the service can tell it from a newer one. */
  static void remove(BlobStore store, String key, String etag) {
    if (store.capabilities().has(BlobFeature.DELETE_IF_MATCH) && !etag.isEmpty()) {
      store.delete(key, etag);
    } else {
      store.delete(key);
    }
  }
}
