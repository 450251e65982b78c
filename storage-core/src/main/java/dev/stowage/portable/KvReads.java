package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.kv.KvFeature;
import dev.stowage.kv.ReadOptions;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import dev.stowage.spi.KvDriver;
import dev.stowage.spi.KvRead;
import dev.stowage.spi.KvRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reading single rows, and what all reads have in common. */
final class KvReads {
  private final KvDriver driver;
  private final Calls calls;
  private final KvChecks checks;

  KvReads(KvDriver driver, Calls calls, KvChecks checks) {
    this.driver = driver;
    this.calls = calls;
    this.checks = checks;
  }

  Optional<Row> get(Call call, RowKey key, ReadOptions options) {
    KvRead read = request(call, options);
    Optional<KvRecord> found = calls.run(call, number -> Optional.ofNullable(living(key, read)));
    return found.map(record -> selected(record.row(), options));
  }

  /** The row as freshly as the service can tell, for a change of it. */
  Optional<Row> current(Call call, RowKey key) {
    return calls.run(call, number -> Optional.ofNullable(freshest(key)).map(KvRecord::row));
  }

  /** One request, for use within an attempt. */
  @Nullable KvRecord freshest(RowKey key) throws Exception {
    return living(key, new KvRead(List.of(), checks.supports(KvFeature.STRONG_READS)));
  }

  KvRead request(Call call, ReadOptions options) {
    checks.given(call, "options", options);
    if (options.strong()) {
      checks.feature(call, KvFeature.STRONG_READS);
    }
    return new KvRead(options.fields(), options.strong());
  }

  static Row selected(Row row, ReadOptions options) {
    return options.fields().isEmpty()
        ? row
        : row.withDocument(row.document().select(options.fields()));
  }

  boolean isLiving(Row row) {
    Instant end = row.expiresAt().orElse(null);
    return end == null || end.isAfter(calls.pacer().now());
  }

  List<Row> living(Collection<Row> rows) {
    List<Row> living = new ArrayList<>(rows.size());
    for (Row row : rows) {
      if (isLiving(row)) {
        living.add(row);
      }
    }
    return living;
  }

  private @Nullable KvRecord living(RowKey key, KvRead read) throws Exception {
    try {
      KvRecord record = driver.get(key, read);
      return record == null || !isLiving(record.row()) ? null : record;
    } catch (Exception e) {
      if (calls.meaningOf(e).code() == ErrorCode.NOT_FOUND) {
        return null;
      }
      throw e;
    }
  }
}
