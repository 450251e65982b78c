package dev.stowage.config;

import dev.stowage.kv.Document;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the storage configurations of one organisation add up to.
 *
 * @param id the organisation
 * @param state whether it can publish
 * @param defaultConfig the id of the configuration that results go to when none is named
 * @param configs the ids of all configurations but the deactivated, oldest first
 */
public record Organisation(
    String id, State state, Optional<String> defaultConfig, List<String> configs) {
  /** Whether an organisation can publish. */
  public enum State {
    /** No configuration is valid. */
    UNCONFIGURED,
    /** At least one configuration is valid. */
    ACTIVE
  }

  public Organisation {
    configs = List.copyOf(configs);
  }

  /**
   * The fields under the names of the documented resource: {@code id}, {@code resource} ({@code
   * organisation}), {@code state}, {@code storage_config_default} (an id or null), {@code
   * storage_configs} (ids).
   */
  public Document toDocument() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", id);
    fields.put("resource", "organisation");
    fields.put("state", state.name().toLowerCase(java.util.Locale.ROOT));
    fields.put("storage_config_default", defaultConfig);
    fields.put("storage_configs", configs);
    return Document.of(fields);
  }
}
