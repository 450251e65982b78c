package dev.stowage.config;

import java.util.List;

/** Cuts pages out of a list in order of id. */
final class ConfigPages {
  private ConfigPages() {}

  static ConfigPage page(ConfigQuery query, List<StorageConfig> all) {
    List<StorageConfig> rest = from(query, all);
    int size = Math.min(query.limit(), rest.size());
    List<StorageConfig> page =
        query.before().isPresent()
            ? rest.subList(rest.size() - size, rest.size())
            : rest.subList(0, size);
    return new ConfigPage(page, rest.size() > size, all.size());
  }

  /** Those after the one cursor, or before the other. */
  static List<StorageConfig> from(ConfigQuery query, List<StorageConfig> all) {
    return all.stream()
        .filter(config -> query.after().map(id -> config.id().compareTo(id) > 0).orElse(true))
        .filter(config -> query.before().map(id -> config.id().compareTo(id) < 0).orElse(true))
        .toList();
  }
}
