package dev.stowage.fakes.oci.nosql;

import dev.stowage.fakes.oci.nosql.SqlStatement.Item;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A statement against its table: which columns and variables there are, of which types the
 * variables are, and whether REST can run it.
 *
 * <p>As on Oracle's server, a query must declare its variables, while a statement that writes need
 * not: then a variable that is compared with a key column takes that column's type, and any other
 * stays without one, so that no value can be given to it.
 */
final class SqlCompiler {
  private final SqlStatement statement;
  private final NosqlTable table;
  private final Map<String, NosqlType> variables;
  private final Set<String> fixed = new HashSet<>();

  private SqlCompiler(SqlStatement statement, NosqlTable table) {
    this.statement = statement;
    this.table = table;
    this.variables = new LinkedHashMap<>(statement.declared());
  }

  /**
   * Checks a statement.
   *
   * @return the types of its variables, with the dollar in front
   */
  static Map<String, NosqlType> check(SqlStatement statement, NosqlTable table) {
    SqlCompiler compiler = new SqlCompiler(statement, table);
    compiler.check();
    return compiler.variables;
  }

  /** The constants that the primary key's columns are compared with, by column. */
  static Map<String, SqlExpr> keyEqualities(SqlStatement statement, NosqlTable table) {
    Map<String, SqlExpr> found = new HashMap<>();
    collect(statement, table, statement.where(), found);
    return found;
  }

  private static void collect(
      SqlStatement statement,
      NosqlTable table,
      @Nullable SqlExpr condition,
      Map<String, SqlExpr> into) {
    if (!(condition instanceof SqlExpr.Operation operation)) {
      return;
    }
    if (operation.operator().equals("and")) {
      collect(statement, table, operation.left(), into);
      collect(statement, table, operation.right(), into);
    } else if (operation.operator().equals("=")) {
      keyColumn(statement, table, operation.left(), operation.right(), into);
      keyColumn(statement, table, operation.right(), operation.left(), into);
    }
  }

  private static void keyColumn(
      SqlStatement statement,
      NosqlTable table,
      SqlExpr side,
      SqlExpr other,
      Map<String, SqlExpr> into) {
    boolean constant = other instanceof SqlExpr.Literal || other instanceof SqlExpr.Variable;
    if (!constant || !(side instanceof SqlExpr.Path path)) {
      return;
    }
    String name = columnOf(statement, path, table);
    NosqlTable.Column column = table.column(name);
    if (column != null && table.primaryKey().contains(column.name())) {
      into.put(column.name(), other);
    }
  }

  /** The column of a path that is nothing but a column; else the path's text. */
  private static String columnOf(SqlStatement statement, SqlExpr.Path path, NosqlTable table) {
    List<Object> steps = path.steps();
    String first = String.valueOf(steps.get(0));
    boolean qualified =
        steps.size() == 2
            && (first.equalsIgnoreCase(statement.alias()) || first.equalsIgnoreCase(table.name()));
    return qualified || steps.size() == 1
        ? String.valueOf(steps.get(steps.size() - 1))
        : steps.toString();
  }

  private void check() {
    Map<String, SqlExpr> equalities = keyEqualities(statement, table);
    if (statement.writes()) {
      equalities.forEach(
          (column, constant) -> {
            if (constant instanceof SqlExpr.Variable variable) {
              NosqlTable.Column typed = table.column(column);
              variables.putIfAbsent(variable.name(), typed == null ? NosqlType.ANY : typed.type());
            }
          });
    }
    walk(statement.where());
    items(statement.returning());
    boolean shard = equalities.keySet().containsAll(table.shardKey());
    boolean whole = equalities.keySet().containsAll(table.primaryKey());
    SqlStatement.Action action = statement.action();
    if (action instanceof SqlStatement.Select select) {
      select(select, shard, whole);
    } else if (action instanceof SqlStatement.Update update) {
      update(update, shard, whole);
    } else if (action instanceof SqlStatement.Insert insert) {
      insert.values().forEach(this::walk);
      insert.columns().forEach(this::column);
    } else if (!whole) {
      throw NosqlErrors.complex();
    }
  }

  private void select(SqlStatement.Select select, boolean shard, boolean whole) {
    items(select.items());
    select.orders().forEach(order -> walk(order.by()));
    walk(select.limit());
    walk(select.offset());
    if (whole && !select.complex()) {
      return;
    }
    boolean bounded = select.limit() != null || select.offset() != null;
    long directions =
        select.orders().stream().map(SqlStatement.Order::descending).distinct().count();
    if (select.complex() || directions > 1 || (bounded || !select.orders().isEmpty()) && !shard) {
      throw NosqlErrors.complex();
    }
    fixed.addAll(keyEqualities(statement, table).keySet());
    int at = 0;
    List<String> key = table.primaryKey();
    for (SqlStatement.Order order : select.orders()) {
      String column =
          order.by() instanceof SqlExpr.Path path ? columnOf(statement, path, table) : "";
      while (at < key.size()
          && !key.get(at).equalsIgnoreCase(column)
          && fixed.contains(key.get(at))) {
        at++;
      }
      if (at == key.size() || !key.get(at).equalsIgnoreCase(column)) {
        throw NosqlErrors.complex();
      }
      at++;
    }
  }

  private void update(SqlStatement.Update update, boolean shard, boolean whole) {
    for (SqlStatement.Change change : update.changes()) {
      walk(change.path());
      walk(change.value());
    }
    if (update.ttl() != null) {
      walk(update.ttl().amount());
    }
    if (!shard) {
      throw NosqlErrors.invalid(
          "Error: A complete shard key must be specified in the WHERE clause.");
    }
    if (!whole && statement.returning() != null) {
      throw NosqlErrors.invalid(
          "Error: RETURNING clause is not supported unless the complete primary key is specified in"
              + " the WHERE clause.");
    }
  }

  private void items(@Nullable List<Item> items) {
    if (items != null) {
      items.forEach(item -> walk(item.expression()));
    }
  }

  private void column(String name) {
    if (table.column(name) == null) {
      throw NosqlErrors.invalid("Table " + table.name() + " has no column named " + name);
    }
  }

  private void walk(@Nullable SqlExpr expression) {
    if (expression instanceof SqlExpr.Variable variable) {
      variable(variable);
    } else if (expression instanceof SqlExpr.Path path) {
      path(path);
    } else if (expression instanceof SqlExpr.Operation operation) {
      walk(operation.left());
      walk(operation.right());
    } else if (expression instanceof SqlExpr.Not not) {
      walk(not.inner());
    } else if (expression instanceof SqlExpr.IsNull test) {
      walk(test.inner());
    } else if (expression instanceof SqlExpr.Exists test) {
      walk(test.inner());
    } else if (expression instanceof SqlExpr.Cast cast) {
      walk(cast.inner());
    } else if (expression instanceof SqlExpr.In test) {
      walk(test.inner());
      test.among().forEach(this::walk);
    } else if (expression instanceof SqlExpr.Fields fields) {
      fields.fields().values().forEach(this::walk);
    } else if (expression instanceof SqlExpr.Elements elements) {
      elements.elements().forEach(this::walk);
    } else if (expression instanceof SqlExpr.Call call) {
      call.arguments().stream().filter(each -> !isRow(each)).forEach(this::walk);
    }
  }

  /** Whether it names the row itself, as in {@code row_version($t)}. */
  private boolean isRow(SqlExpr argument) {
    if (argument instanceof SqlExpr.Variable variable) {
      return variable.name().equals(statement.alias());
    }
    return argument instanceof SqlExpr.Path path
        && path.steps().size() == 1
        && path.steps().get(0).equals(statement.alias());
  }

  private void variable(SqlExpr.Variable variable) {
    if (variables.containsKey(variable.name())) {
      return;
    }
    if (!statement.writes()) {
      throw NosqlErrors.syntax(variable.at(), "Unknown variable " + variable.name());
    }
    variables.put(variable.name(), NosqlType.ANY);
  }

  private void path(SqlExpr.Path path) {
    List<Object> steps = path.steps();
    String first = String.valueOf(steps.get(0));
    boolean alias =
        first.equalsIgnoreCase(statement.alias()) || first.equalsIgnoreCase(table.name());
    String name = String.valueOf(alias && steps.size() > 1 ? steps.get(1) : steps.get(0));
    if (table.column(name) == null) {
      throw NosqlErrors.syntax(path.at(), "Table " + table.name() + " has no column named " + name);
    }
  }
}
