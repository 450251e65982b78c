package dev.stowage.config;

import java.util.List;

/**
 * A page of storage configurations, oldest first.
 *
 * @param hasMore whether more follow; for a page before an id, whether more precede
 * @param totalCount how many the query finds on all pages
 */
public record ConfigPage(List<StorageConfig> configs, boolean hasMore, long totalCount) {
  public ConfigPage {
    configs = List.copyOf(configs);
  }
}
