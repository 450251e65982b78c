package dev.stowage.fakes.oci.nosql;

import dev.stowage.fakes.oci.nosql.NosqlTable.Stored;
import dev.stowage.fakes.oci.nosql.SqlStatement.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** Runs one page of a statement that was checked. */
final class SqlRunner {
  /**
   * What came of it.
   *
   * @param lastKey the last key that was looked at, when there are more; else null
   * @param seen rows that the statement's own limit or offset have used up by now
   */
  record Page(
      List<Map<String, @Nullable Object>> items, @Nullable List<Object> lastKey, long seen) {}

  private final NosqlState state;
  private final NosqlTable table;
  private final SqlStatement statement;
  private final Map<String, @Nullable Object> variables;
  private final Instant now;

  SqlRunner(
      NosqlState state,
      NosqlTable table,
      SqlStatement statement,
      Map<String, @Nullable Object> variables) {
    this.state = state;
    this.table = table;
    this.statement = statement;
    this.variables = variables;
    this.now = state.now();
  }

  /**
   * Runs a page.
   *
   * @param after where the page before ended, or null
   * @param seen what the pages before used up
   */
  Page run(int limit, int looks, @Nullable List<Object> after, long seen) {
    SqlStatement.Action action = statement.action();
    if (action instanceof SqlStatement.Select select) {
      return select(select, limit, looks, after, seen);
    }
    if (action instanceof SqlStatement.Insert insert) {
      return whole(insert(insert));
    }
    return action instanceof SqlStatement.Update update ? whole(update(update)) : delete();
  }

  private static Page whole(List<Map<String, @Nullable Object>> items) {
    return new Page(items, null, 0);
  }

  private Page select(
      SqlStatement.Select select,
      int limit,
      int looks,
      @Nullable List<Object> after,
      long seenBefore) {
    boolean backwards = !select.orders().isEmpty() && select.orders().get(0).descending();
    NavigableMap<List<Object>, Stored> rows =
        backwards ? table.rows().descendingMap() : table.rows();
    if (after != null) {
      rows = rows.tailMap(after, false);
    }
    long offset = amount(select.offset(), 0);
    long most = amount(select.limit(), Long.MAX_VALUE);
    List<Map<String, @Nullable Object>> items = new ArrayList<>();
    long seen = seenBefore;
    int looked = 0;
    for (Map.Entry<List<Object>, Stored> each : rows.entrySet()) {
      if (seen - offset >= most) {
        break;
      }
      SqlScope scope = scope(each.getValue());
      if (!NosqlTable.isOver(each.getValue(), now) && scope.holds(statement.where())) {
        if (seen++ >= offset) {
          items.add(result(select.items(), scope));
        }
      }
      if (items.size() >= limit || ++looked >= looks) {
        return new Page(items, each.getKey(), seen);
      }
    }
    return new Page(items, null, seen);
  }

  private long amount(@Nullable SqlExpr expression, long otherwise) {
    if (expression == null) {
      return otherwise;
    }
    if (scope(null).value(expression) instanceof Long value && value >= 0) {
      return value;
    }
    throw NosqlErrors.invalid("LIMIT and OFFSET take a whole number that is not negative");
  }

  private SqlScope scope(@Nullable Stored row) {
    return new SqlScope(table, statement.alias(), row, variables, now);
  }

  private Map<String, @Nullable Object> result(List<Item> items, SqlScope scope) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    int number = 0;
    for (Item item : items) {
      number++;
      SqlExpr expression = item.expression();
      if (expression == null) {
        result.putAll(NosqlRows.json(table, java.util.Objects.requireNonNull(scope.row())));
        continue;
      }
      Object value = scope.shown(expression);
      String name = item.name() != null ? item.name() : nameOf(expression, number);
      result.put(name, value == null ? null : NosqlType.jsonOf(value));
    }
    return result;
  }

  private static String nameOf(SqlExpr expression, int number) {
    boolean named =
        expression instanceof SqlExpr.Path path
            && path.steps().get(path.steps().size() - 1) instanceof String;
    return named
        ? (String)
            ((SqlExpr.Path) expression).steps().get(((SqlExpr.Path) expression).steps().size() - 1)
        : "Column_" + number;
  }

  private List<Map<String, @Nullable Object>> insert(SqlStatement.Insert insert) {
    List<String> names =
        insert.columns().isEmpty() ? List.copyOf(table.columns().keySet()) : insert.columns();
    if (names.size() != insert.values().size()) {
      throw NosqlErrors.invalid(
          "The number of VALUES expressions is not equal to the number of table columns");
    }
    Map<String, @Nullable Object> given = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      NosqlTable.Column column = java.util.Objects.requireNonNull(table.column(names.get(i)));
      given.put(column.name(), cast(column.type(), scope(null).value(insert.values().get(i))));
    }
    for (String part : table.primaryKey()) {
      NosqlTable.Column column = java.util.Objects.requireNonNull(table.column(part));
      if (given.get(part) == null && column.generated().isEmpty()) {
        throw NosqlErrors.syntax(0, "No value specified for primary key column " + part);
      }
    }
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    given.forEach((name, value) -> json.put(name, value == null ? null : NosqlType.jsonOf(value)));
    Map<String, @Nullable Object> columns = NosqlRows.columns(table, json, false, new HashMap<>());
    List<Object> key = table.keyOf(columns);
    Stored before = table.living(key, now);
    if (before != null && !insert.upsert()) {
      return counted("NumRowsInserted", 0);
    }
    Instant expires =
        insert.ttl() != null
            ? expires(insert.ttl(), scope(null))
            : before != null
                ? before.expires()
                : table.ttlDays() > 0 ? NosqlTable.expiry(now, table.ttlDays()) : null;
    Stored stored = new Stored(columns, state.newVersion(), expires);
    table.rows().put(key, stored);
    return answered("NumRowsInserted", List.of(stored));
  }

  private List<Map<String, @Nullable Object>> update(SqlStatement.Update update) {
    List<Stored> changed = new ArrayList<>();
    for (Map.Entry<List<Object>, Stored> each : table.rows().entrySet()) {
      Stored row = each.getValue();
      SqlScope scope = scope(row);
      if (NosqlTable.isOver(row, now) || !scope.holds(statement.where())) {
        continue;
      }
      Map<String, @Nullable Object> values = new LinkedHashMap<>(row.values());
      for (SqlStatement.Change change : update.changes()) {
        new SqlChange(table, scope, change).applyTo(values);
      }
      Instant expires = update.ttl() == null ? row.expires() : expires(update.ttl(), scope);
      Stored stored = new Stored(values, state.newVersion(), expires);
      each.setValue(stored);
      changed.add(stored);
    }
    return answered("NumRowsUpdated", changed);
  }

  /** One that deleted something always has a page more, which finds nothing. */
  private Page delete() {
    List<Stored> gone = new ArrayList<>();
    List<Object> last = null;
    for (Map.Entry<List<Object>, Stored> each : table.rows().entrySet()) {
      Stored row = each.getValue();
      if (!NosqlTable.isOver(row, now) && scope(row).holds(statement.where())) {
        gone.add(row);
        last = each.getKey();
      }
    }
    gone.forEach(row -> table.rows().remove(table.keyOf(row.values())));
    return new Page(answered("numRowsDeleted", gone), last, 0);
  }

  private @Nullable Instant expires(SqlStatement.Ttl ttl, SqlScope scope) {
    if (ttl.amount() == null) {
      return table.ttlDays() > 0 ? NosqlTable.expiry(now, table.ttlDays()) : null;
    }
    long amount = scope.value(ttl.amount()) instanceof Number n ? n.longValue() : 0;
    if (amount <= 0) {
      return null;
    }
    return ttl.hours() ? NosqlTable.expiryInHours(now, amount) : NosqlTable.expiry(now, amount);
  }

  private List<Map<String, @Nullable Object>> answered(String counter, List<Stored> rows) {
    if (statement.returning() == null) {
      return counted(counter, rows.size());
    }
    List<Map<String, @Nullable Object>> items = new ArrayList<>();
    rows.forEach(row -> items.add(result(statement.returning(), scope(row))));
    return items;
  }

  private static List<Map<String, @Nullable Object>> counted(String counter, long rows) {
    Map<String, @Nullable Object> item = new LinkedHashMap<>();
    item.put(counter, rows);
    List<Map<String, @Nullable Object>> items = new ArrayList<>();
    items.add(item);
    return items;
  }

  static @Nullable Object cast(NosqlType type, @Nullable Object value) {
    try {
      return type.cast(value);
    } catch (IllegalArgumentException e) {
      throw NosqlErrors.invalid("Cannot cast value " + value + " to type " + type.text());
    }
  }
}
