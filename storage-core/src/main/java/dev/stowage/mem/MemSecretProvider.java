package dev.stowage.mem;

import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.spi.SecretDriver;
import dev.stowage.spi.SecretProvider;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Finds {@code mem:} secrets. */
public final class MemSecretProvider implements SecretProvider {
  private static final Map<String, MemVault> VAULTS = new ConcurrentHashMap<>();

  @Override
  public Set<String> schemes() {
    return Set.of("mem");
  }

  @Override
  public SecretDriver open(StorageUrl url, OpenOptions options) {
    url.allowParams();
    if (!url.path().isEmpty()) {
      throw StorageException.invalidArgument(
          "mem: secrets are named by get and put; the URL has no path, as in mem://name");
    }
    String name = url.container();
    MemVault vault =
        name.isEmpty() ? new MemVault() : VAULTS.computeIfAbsent(name, n -> new MemVault());
    return new MemSecretDriver(name, vault, options.pacer());
  }
}
