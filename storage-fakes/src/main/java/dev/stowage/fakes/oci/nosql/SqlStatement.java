package dev.stowage.fakes.oci.nosql;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A statement that was parsed.
 *
 * @param declared variables with their types, with the dollar in front
 * @param alias what the row is called, the table's name if nothing else
 */
record SqlStatement(
    Action action,
    Map<String, NosqlType> declared,
    String table,
    String alias,
    @Nullable SqlExpr where,
    @Nullable List<Item> returning) {

  /** What it does. */
  sealed interface Action {}

  /** An expression with the name that its result has; of a star both are null. */
  record Item(@Nullable SqlExpr expression, @Nullable String name) {}

  record Order(SqlExpr by, boolean descending) {}

  /**
   * @param complex whether it needs what only the drivers' own protocol does: groups, distinct
   *     rows, aggregates
   */
  record Select(
      List<Item> items,
      List<Order> orders,
      @Nullable SqlExpr limit,
      @Nullable SqlExpr offset,
      boolean complex)
      implements Action {}

  /**
   * @param columns empty for all
   */
  record Insert(List<String> columns, List<SqlExpr> values, boolean upsert, @Nullable Ttl ttl)
      implements Action {}

  record Update(List<Change> changes, @Nullable Ttl ttl) implements Action {}

  record Delete() implements Action {}

  /** How a row's expiry changes; days or hours from now, zero for never, null for the default. */
  record Ttl(@Nullable SqlExpr amount, boolean hours) {}

  /** SET, PUT or REMOVE of a path. */
  record Change(String kind, SqlExpr.Path path, @Nullable SqlExpr value) {}

  boolean writes() {
    return !(action instanceof Select);
  }
}
