package dev.stowage.transfer;

import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobStore;
import java.util.Iterator;
import java.util.stream.Stream;

/** The blobs under a prefix. */
final class BlobTree implements Tree {
  private final BlobStore store;
  private final String prefix;

  BlobTree(BlobStore store, String prefix) {
    this.store = store;
    this.prefix = prefix;
  }

  @Override
  public Cursor open() {
    Stream<BlobInfo> listing = store.list(prefix);
    Iterator<BlobInfo> blobs = listing.iterator();
    return new Cursor() {
      @Override
      public boolean hasNext() {
        return blobs.hasNext();
      }

      @Override
      public TreeEntry next() {
        BlobInfo blob = blobs.next();
        return TreeEntry.of(blob.key().substring(prefix.length()), blob);
      }

      @Override
      public void close() {
        listing.close();
      }
    };
  }
}
