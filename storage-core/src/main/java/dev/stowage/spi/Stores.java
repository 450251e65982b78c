package dev.stowage.spi;

import dev.stowage.OpenOptions;
import dev.stowage.blob.BlobStore;
import dev.stowage.kv.KvStore;
import dev.stowage.portable.BlobOpening;
import dev.stowage.portable.PortableKvStore;

/** Puts the portable layer in front of a driver; for the public entry class of a provider. */
public final class Stores {
  private Stores() {}

  /** A store over a driver, which is closed with it. */
  public static BlobStore blobs(BlobDriver driver, OpenOptions options) {
    return BlobOpening.over(driver, options);
  }

  /** A table over a driver, which is closed with it. */
  public static KvStore rows(KvDriver driver, OpenOptions options) {
    return new PortableKvStore(driver, options);
  }
}
