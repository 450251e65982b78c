package dev.stowage.spi;

import dev.stowage.OpenOptions;
import dev.stowage.kv.KvStore;
import dev.stowage.portable.PortableKvStore;

/** Makes a store of a driver; for providers that are opened otherwise than by URL. */
public final class KvStores {
  private KvStores() {}

  /**
   * Puts the portable layer in front of a driver, which it closes when it is closed.
   *
   * @param scheme the URL scheme of the provider, for errors and telemetry
   */
  public static KvStore over(String scheme, KvDriver driver, OpenOptions options) {
    return new PortableKvStore(scheme, driver, options);
  }
}
