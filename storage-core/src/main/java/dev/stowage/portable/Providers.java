package dev.stowage.portable;

import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.spi.Provider;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/** Finds the provider of a URL's scheme among those that {@link ServiceLoader} sees. */
final class Providers {
  private Providers() {}

  /**
   * @throws StorageException INVALID_ARGUMENT when no provider, or more than one, has the scheme
   */
  static <P extends Provider> P find(Class<P> kind, String service, StorageUrl url) {
    Map<String, Set<P>> byScheme = new LinkedHashMap<>();
    Set<Class<?>> seen = new LinkedHashSet<>();
    // Both loaders: an application server may keep Stowage and its providers in a loader that is
    // neither the system's nor the thread's.
    for (ClassLoader loader : loaders()) {
      for (P provider : ServiceLoader.load(kind, loader)) {
        if (seen.add(provider.getClass())) {
          provider
              .schemes()
              .forEach(
                  s ->
                      byScheme
                          .computeIfAbsent(s.toLowerCase(Locale.ROOT), k -> new LinkedHashSet<>())
                          .add(provider));
        }
      }
    }
    Set<P> found = byScheme.getOrDefault(url.scheme(), Set.of());
    if (found.size() > 1) {
      throw StorageException.invalidArgument(
          "two providers claim the scheme \"" + url.scheme() + "\": " + origins(found));
    }
    if (found.isEmpty()) {
      throw StorageException.invalidArgument(
          "no "
              + service
              + " provider for the scheme \""
              + url.scheme()
              + "\"; installed are "
              + new TreeSet<>(byScheme.keySet())
              + " (is the provider's module on the class path?)");
    }
    return found.iterator().next();
  }

  private static Set<ClassLoader> loaders() {
    Set<ClassLoader> loaders = new LinkedHashSet<>();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    if (context != null) {
      loaders.add(context);
    }
    loaders.add(Providers.class.getClassLoader());
    return loaders;
  }

  private static <P> Set<String> origins(Set<P> providers) {
    Set<String> origins = new TreeSet<>();
    for (P provider : providers) {
      var source = provider.getClass().getProtectionDomain().getCodeSource();
      origins.add(
          provider.getClass().getName() + (source == null ? "" : " in " + source.getLocation()));
    }
    return origins;
  }
}
