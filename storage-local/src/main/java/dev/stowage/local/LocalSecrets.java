package dev.stowage.local;

import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.secret.SecretStore;
import dev.stowage.spi.Stores;
import java.nio.file.Path;

/** Opens secrets on this machine's disk with a master key in hand, and changes that key. */
public final class LocalSecrets {
  private LocalSecrets() {}

  /** The secrets of a directory, which the first write makes. */
  public static SecretStore open(Path directory, MasterKey key) {
    return open(directory, key, OpenOptions.defaults());
  }

  /** The secrets of a directory, which the first write makes. */
  public static SecretStore open(Path directory, MasterKey key, OpenOptions options) {
    Path absolute = directory.toAbsolutePath().normalize();
    return Stores.secrets(
        new FileSecretDriver(absolute, KeyChoice.of(key), true, options), options);
  }

  /**
   * Seals all secrets of a store, in all their versions, with another master key and a new data
   * key. One atomic step: whatever happens, either the old key opens everything or the new one
   * does. This store goes on with the new key; stores that are open elsewhere with the old one fail
   * with UNAUTHENTICATED from then on. An old key file is left, for the backups that need it.
   *
   * @param store one of this disk, opened here or by its URL
   * @throws StorageException CONTAINER_NOT_FOUND when there are no secrets yet; UNAUTHENTICATED
   *     when they are sealed with another key than that of the store
   */
  public static void rotate(SecretStore store, MasterKey next) {
    store
        .unwrap(FileSecretDriver.class)
        .orElseThrow(
            () -> StorageException.invalidArgument("these are no secrets of this machine's disk"))
        .rotate(kind -> next);
  }
}
