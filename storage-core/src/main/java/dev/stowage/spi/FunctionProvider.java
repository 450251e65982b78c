package dev.stowage.spi;

import dev.stowage.OpenOptions;
import dev.stowage.StorageUrl;

/** Opens function services of one or more URL schemes. Found by {@link java.util.ServiceLoader}. */
public interface FunctionProvider extends Provider {
  /**
   * Opens the service that a URL names; sends no request. What is malformed or unknown in the URL
   * is refused here.
   */
  FunctionDriver open(StorageUrl url, OpenOptions options);
}
