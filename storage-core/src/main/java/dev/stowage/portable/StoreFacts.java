package dev.stowage.portable;

import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.CopyOptions;
import dev.stowage.blob.PutOptions;
import org.jspecify.annotations.Nullable;

/**
 * What the other parts of core may know of a store beyond its interface. A store that is not one of
 * the portable layer, such as a caller's own decorator, has no origin and copies nothing at the
 * service.
 */
public final class StoreFacts {
  private StoreFacts() {}

  /** Whether {@code target.copyFrom(source, …)} lets the service do it. */
  public static boolean copiesAtService(BlobStore source, BlobStore target) {
    return source instanceof PortableBlobStore from
        && target instanceof PortableBlobStore to
        && to.reaches(from);
  }

  /** What a copy of the source has at the target: as much of the source's as it can keep. */
  public static PutOptions copied(BlobInfo source, CopyOptions options, BlobStore target) {
    return BlobCopies.kept(options.attributesOf(source), options, target);
  }

  /** Null when the store was not opened by URL. */
  public static @Nullable StoreOrigin origin(BlobStore store) {
    return store instanceof PortableBlobStore ours ? ours.origin() : null;
  }

  /** A key as the store at the {@link #origin} knows it. */
  public static String keyAtOrigin(BlobStore store, String key) {
    return store instanceof PortableBlobStore ours ? ours.keyAtOrigin(key) : key;
  }
}
