package dev.stowage.oci.vault;

import dev.stowage.OpenOptions;
import dev.stowage.StorageUrl;
import dev.stowage.secret.SecretStore;
import dev.stowage.spi.SecretDriver;
import dev.stowage.spi.SecretProvider;
import dev.stowage.spi.Stores;
import java.util.Set;

/** Opens {@code oci-vault:} vaults. */
public final class OciVaultProvider implements SecretProvider {
  static final String SCHEME = "oci-vault";

  /** For {@link java.util.ServiceLoader}; the static method needs no instance. */
  public OciVaultProvider() {}

  /**
   * A vault by configuration instead of by URL, for instance with a provider of credentials of the
   * caller's own.
   */
  public static SecretStore open(OciVaultConfig config, OpenOptions options) {
    return Stores.secrets(new OciVaultDriver(config, options), options);
  }

  @Override
  public Set<String> schemes() {
    return Set.of(SCHEME);
  }

  @Override
  public SecretDriver open(StorageUrl url, OpenOptions options) {
    return new OciVaultDriver(OciVaultConfig.of(url), options);
  }
}
