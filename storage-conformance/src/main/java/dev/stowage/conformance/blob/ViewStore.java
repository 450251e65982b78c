package dev.stowage.conformance.blob;

import dev.stowage.blob.BlobStore;
import dev.stowage.blob.ForwardingBlobStore;

/** A view of a store that closes the whole store, so that the kit can treat it as one. */
final class ViewStore extends ForwardingBlobStore {
  private final BlobStore whole;
  private final BlobStore view;

  ViewStore(BlobStore whole, BlobStore view) {
    this.whole = whole;
    this.view = view;
  }

  @Override
  protected BlobStore delegate() {
    return view;
  }

  @Override
  public void close() {
    whole.close();
  }
}
