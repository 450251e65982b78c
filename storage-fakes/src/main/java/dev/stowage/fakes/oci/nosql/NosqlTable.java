package dev.stowage.fakes.oci.nosql;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A table: what its rows look like, and its rows by primary key. Not thread-safe. */
final class NosqlTable {
  /**
   * A column.
   *
   * @param generated how values come about by themselves: "", "uuid" or "identity"
   */
  record Column(
      String name,
      NosqlType type,
      boolean nullable,
      @Nullable Object defaultValue,
      String generated) {}

  /** A row; no expiry is null. */
  record Stored(Map<String, @Nullable Object> values, String version, @Nullable Instant expires) {}

  private static final int DAY = 86_400;

  private final String name;
  private final String ddl;
  private final Map<String, Column> columns;
  private final List<String> primaryKey;
  private final int shardColumns;
  private final int ttlDays;
  private final TreeMap<List<Object>, Stored> rows = new TreeMap<>(NosqlTable::compareKeys);
  private int schemaVersion = 1;
  private long identity;

  NosqlTable(
      String name,
      String ddl,
      Map<String, Column> columns,
      List<String> primaryKey,
      int shardColumns,
      int ttlDays) {
    this.name = name;
    this.ddl = ddl;
    this.columns = new LinkedHashMap<>(columns);
    this.primaryKey = List.copyOf(primaryKey);
    this.shardColumns = shardColumns;
    this.ttlDays = ttlDays;
  }

  String name() {
    return name;
  }

  String ddl() {
    return ddl;
  }

  Map<String, Column> columns() {
    return columns;
  }

  List<String> primaryKey() {
    return primaryKey;
  }

  List<String> shardKey() {
    return primaryKey.subList(0, shardColumns);
  }

  int ttlDays() {
    return ttlDays;
  }

  TreeMap<List<Object>, Stored> rows() {
    return rows;
  }

  /** Grows with every change of the columns. */
  int schemaVersion() {
    return schemaVersion;
  }

  void changed() {
    schemaVersion++;
  }

  long nextIdentity() {
    return ++identity;
  }

  /** A column under its own spelling, whatever the case asked for; or null. */
  @Nullable Column column(String wanted) {
    for (Column column : columns.values()) {
      if (column.name().equalsIgnoreCase(wanted)) {
        return column;
      }
    }
    return null;
  }

  /** The living row of a key, or null. */
  @Nullable Stored living(List<Object> key, Instant now) {
    Stored row = rows.get(key);
    return row == null || isOver(row, now) ? null : row;
  }

  static boolean isOver(Stored row, Instant now) {
    return row.expires() != null && !row.expires().isAfter(now);
  }

  /** The key of a row, or an error that names the column that lacks. */
  List<Object> keyOf(Map<String, @Nullable Object> values) {
    List<Object> key = new ArrayList<>();
    for (String column : primaryKey) {
      Object part = values.get(column);
      if (part == null) {
        throw NosqlErrors.invalid("Missing primary key field: " + column);
      }
      key.add(part);
    }
    return key;
  }

  /** When a row written now with this many days goes: the service rounds up to midnight. */
  static Instant expiry(Instant now, long days) {
    long today = Math.floorDiv(now.minusNanos(1).getEpochSecond(), DAY) + 1;
    return Instant.EPOCH.plus(Duration.ofDays(today + days));
  }

  /** The same for hours. */
  static Instant expiryInHours(Instant now, long hours) {
    long hour = Math.floorDiv(now.minusNanos(1).getEpochSecond(), 3600) + 1;
    return Instant.EPOCH.plus(Duration.ofHours(hour + hours));
  }

  /** The order of the service, which compares texts by their UTF-16 units. */
  private static int compareKeys(List<Object> one, List<Object> other) {
    for (int i = 0; i < one.size(); i++) {
      int order = SqlValues.compare(one.get(i), other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
