package dev.stowage.fakes.oci.nosql;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An expression of a statement. */
sealed interface SqlExpr {
  record Literal(@Nullable Object value) implements SqlExpr {}

  record Variable(String name, int at) implements SqlExpr {}

  /**
   * A way into the row.
   *
   * @param steps names as texts, positions as integers; the first is a column or the row's alias
   */
  record Path(List<Object> steps, int at) implements SqlExpr {}

  record Call(String function, List<SqlExpr> arguments, int at) implements SqlExpr {}

  record Operation(String operator, SqlExpr left, SqlExpr right) implements SqlExpr {}

  record Not(SqlExpr inner) implements SqlExpr {}

  record IsNull(SqlExpr inner) implements SqlExpr {}

  record In(SqlExpr inner, List<SqlExpr> among) implements SqlExpr {}

  record Exists(SqlExpr inner) implements SqlExpr {}

  record Fields(Map<String, SqlExpr> fields) implements SqlExpr {}

  record Elements(List<SqlExpr> elements) implements SqlExpr {}

  record Cast(SqlExpr inner, NosqlType type) implements SqlExpr {}
}
