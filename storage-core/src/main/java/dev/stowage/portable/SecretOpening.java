package dev.stowage.portable;

import dev.stowage.OpenOptions;
import dev.stowage.Pacer;
import dev.stowage.StorageUrl;
import dev.stowage.secret.CacheOptions;
import dev.stowage.secret.SecretCache;
import dev.stowage.secret.SecretDecoder;
import dev.stowage.secret.SecretStore;
import dev.stowage.secret.SecretWatch;
import dev.stowage.secret.WatchOptions;
import dev.stowage.spi.SecretDriver;
import dev.stowage.spi.SecretProvider;
import java.util.function.Predicate;

/** Opens secret stores: the bridge from the interfaces that users see to this layer. */
public final class SecretOpening {
  private SecretOpening() {}

  public static SecretStore store(String url, OpenOptions options) {
    StorageUrl parsed = StorageUrl.parse(url);
    return over(
        Providers.find(SecretProvider.class, "secret", parsed).open(parsed, options), options);
  }

  public static SecretStore over(SecretDriver driver, OpenOptions options) {
    return new PortableSecretStore(driver, options);
  }

  public static SecretCache cached(SecretStore store, CacheOptions options, Pacer pacer) {
    return new CachedSecretStore(store, options, pacer);
  }

  public static SecretStore restricted(SecretStore store, Predicate<String> allowed, Pacer pacer) {
    return new RestrictedSecretStore(store, allowed, pacer);
  }

  public static <T> SecretWatch<T> watch(
      SecretStore store, String name, WatchOptions options, SecretDecoder<T> decoder, Pacer pacer) {
    return new PollingWatch<>(() -> store.get(name, options.selector()), options, decoder, pacer);
  }
}
