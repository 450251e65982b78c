package dev.stowage.blob;

import java.util.stream.Stream;

/** Older versions of blobs. Reading one goes through {@link GetOptions#withVersion(String)}. */
public interface BlobVersions {
  /** All versions by key, the newest of a key first; lazy. */
  Stream<BlobVersion> list(String prefix);

  /** Removes one version for good; succeeds when it is gone already. */
  void delete(String key, String version);

  /** Makes an old version the latest again, as a copy. */
  PutResult restore(String key, String version);
}
