package dev.stowage.spi;

import dev.stowage.OpenOptions;
import dev.stowage.StorageUrl;

/** Opens secret stores of one or more URL schemes. Found by {@link java.util.ServiceLoader}. */
public interface SecretProvider extends Provider {
  /**
   * Opens the vault that a URL names; sends no request. What is malformed or unknown in the URL is
   * refused here.
   */
  SecretDriver open(StorageUrl url, OpenOptions options);
}
