package dev.stowage.local;

import dev.stowage.OpenOptions;
import dev.stowage.StorageUrl;
import dev.stowage.spi.SecretDriver;
import dev.stowage.spi.SecretProvider;
import java.nio.file.Path;
import java.util.Set;

/**
 * Secrets in a sealed file: {@code file:///directory}. It lies in {@code
 * directory/.stowage-secrets}; see {@link LocalSecrets} to open it with a master key in hand.
 */
public final class FileSecretProvider implements SecretProvider {
  /** For {@link java.util.ServiceLoader}. */
  public FileSecretProvider() {}

  @Override
  public Set<String> schemes() {
    return Set.of("file");
  }

  @Override
  public SecretDriver open(StorageUrl url, OpenOptions options) {
    return driver(url, KeyChoice.of(checked(url), options), options);
  }

  private static StorageUrl checked(StorageUrl url) {
    url.allowParams("create", "key", "keystore", "alias", "iterations");
    FileUrl.checkPlace(url);
    url.choice("key", "file", "file", "passphrase", "keystore");
    url.choice("create", "true", "true", "false");
    return url;
  }

  static FileSecretDriver driver(StorageUrl url, KeyChoice choice, OpenOptions options) {
    Path directory = FileUrl.directory(url.path()).normalize();
    boolean create = url.choice("create", "true", "true", "false").equals("true");
    return new FileSecretDriver(directory, choice, create, options);
  }
}
