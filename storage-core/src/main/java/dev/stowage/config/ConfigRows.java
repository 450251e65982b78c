package dev.stowage.config;

import dev.stowage.ErrorCode;
import dev.stowage.Pacer;
import dev.stowage.StorageException;
import dev.stowage.kv.Document;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The rows of configurations: each change is one conditional write of one row. */
final class ConfigRows {
  private static final int MAX_TRIES = 200;
  private static final Duration PAUSE = Duration.ofMillis(5);

  private final RegistryRows rows;
  private final Pacer pacer;

  ConfigRows(RegistryRows rows, Pacer pacer) {
    this.rows = rows;
    this.pacer = pacer;
  }

  Optional<Row> find(String id) {
    return ConfigIds.isId(id)
        ? rows.get(rows.config(id)).filter(row -> !UrlClaims.isVoid(row.document()))
        : Optional.empty();
  }

  Row get(String id) {
    return find(id).orElseThrow(() -> ConfigFailures.missing("storage configuration", id));
  }

  Stream<StorageConfig> all() {
    return rows.configs()
        .map(Row::document)
        .filter(row -> !UrlClaims.isVoid(row))
        .map(StorageConfig::new);
  }

  /** False when the id is taken, by a row that keeps this configuration from being created. */
  boolean create(String id, Document row) {
    return rows.create(rows.config(id), row, RowOptions.defaults()).isPresent();
  }

  boolean replace(Row before, Document after) {
    return rows.replace(before.key(), after, before.revision(), RowOptions.defaults()).isPresent();
  }

  boolean delete(Row row) {
    return rows.delete(row.key(), row.revision());
  }

  /** Changes a row that may be gone, which gives empty; the row as it is now. */
  Optional<Document> change(String id, UnaryOperator<Document> change) {
    for (Tries tries = tries(); ; tries.next()) {
      Optional<Row> found = find(id);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      Document before = found.get().document();
      Document after = change.apply(before);
      if (after.equals(before) || replace(found.get(), after)) {
        return Optional.of(after);
      }
    }
  }

  Tries tries() {
    return new Tries();
  }

  /** Counts how often others were faster. */
  final class Tries {
    private int number;

    /**
     * @throws StorageException CONFLICT when it was too often
     */
    void next() {
      if (++number == MAX_TRIES) {
        throw StorageException.of(
            ErrorCode.CONFLICT, "others changed the configuration first, many times in a row");
      }
      Pauses.sleep(pacer, PAUSE);
    }
  }
}
