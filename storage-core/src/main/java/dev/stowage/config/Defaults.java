package dev.stowage.config;

import dev.stowage.kv.Document;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowOptions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration that an organisation's results go to. The first that becomes valid is it until
 * another one is named or it is deleted; then it is the one that has been valid for longest.
 */
final class Defaults {
  private static final String DEFAULT = "default";

  private final RegistryRows rows;
  private final ConfigRows configs;

  Defaults(RegistryRows rows, ConfigRows configs) {
    this.rows = rows;
    this.configs = configs;
  }

  void becameValid(String id) {
    while (true) {
      if (rows.create(rows.organisation(), row(id), RowOptions.defaults()).isPresent()) {
        return;
      }
      Optional<Row> found = rows.get(rows.organisation());
      if (found.isPresent() && (hasDefault(found.get()) || replaced(found.get(), id))) {
        return;
      }
    }
  }

  private boolean hasDefault(Row row) {
    return named(row).flatMap(configs::find).isPresent();
  }

  private boolean replaced(Row row, String id) {
    return rows.replace(row.key(), row(id), row.revision(), RowOptions.defaults()).isPresent();
  }

  void make(String id) {
    rows.put(rows.organisation(), row(id));
  }

  /** Forgets a configuration that is deleted. */
  void deleted(String id) {
    rows.get(rows.organisation())
        .filter(row -> named(row).filter(id::equals).isPresent())
        .ifPresent(row -> rows.delete(row.key(), row.revision()));
  }

  /**
   * Reads it, without writing: what a process that died did not write is found all the same.
   *
   * @param all configurations of the organisation
   */
  Optional<String> among(List<StorageConfig> all) {
    return rows.get(rows.organisation())
        .flatMap(Defaults::named)
        .filter(id -> all.stream().anyMatch(config -> config.id().equals(id)))
        .or(
            () ->
                all.stream()
                    .filter(config -> config.state() == ConfigState.VALID)
                    .min(
                        Comparator.comparing(StorageConfig::firstValid)
                            .thenComparing(StorageConfig::id))
                    .map(StorageConfig::id));
  }

  private static Optional<String> named(Row row) {
    return row.document().string(DEFAULT);
  }

  private static Document row(String id) {
    return Document.of(Map.of(DEFAULT, id));
  }
}
