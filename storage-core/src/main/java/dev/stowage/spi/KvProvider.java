package dev.stowage.spi;

import dev.stowage.OpenOptions;
import dev.stowage.StorageUrl;

/** Finds the driver for the tables of one or more URL schemes. */
public interface KvProvider extends Provider {
  /**
   * Opens a driver. Checks the URL, but sends no request: whether the table exists turns out at the
   * first call.
   */
  KvDriver open(StorageUrl url, OpenOptions options);
}
