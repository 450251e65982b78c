package dev.stowage.fakes.oci.nosql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One SET, PUT or REMOVE of an UPDATE. */
final class SqlChange {
  private final NosqlTable table;
  private final SqlScope scope;
  private final SqlStatement.Change change;

  SqlChange(NosqlTable table, SqlScope scope, SqlStatement.Change change) {
    this.table = table;
    this.scope = scope;
    this.change = change;
  }

  void applyTo(Map<String, @Nullable Object> values) {
    List<Object> steps = change.path().steps();
    List<Object> way =
        scope.startsWithAlias(change.path()) ? steps.subList(1, steps.size()) : steps;
    NosqlTable.Column column = Objects.requireNonNull(table.column(String.valueOf(way.get(0))));
    if (table.primaryKey().contains(column.name())) {
      throw NosqlErrors.syntax(change.path().at(), "Cannot update a primary key column");
    }
    Object value = change.value() == null ? null : scope.shown(change.value());
    if (way.size() == 1 && change.kind().equals("set")) {
      if (value == null && !column.nullable()) {
        throw NosqlErrors.invalid("Field can not be null: " + column.name());
      }
      values.put(column.name(), SqlRunner.cast(column.type(), value));
      return;
    }
    Object inner = copied(values.get(column.name()));
    Object json = value == null ? null : SqlRunner.cast(NosqlType.of(NosqlType.Kind.JSON), value);
    values.put(column.name(), within(inner, way.subList(1, way.size()), json));
  }

  /** Changes what is there; a way that leads nowhere changes nothing, as on the server. */
  private @Nullable Object within(@Nullable Object at, List<Object> way, @Nullable Object value) {
    if (way.isEmpty()) {
      if (change.kind().equals("put")
          && at instanceof Map<?, ?> map
          && value instanceof Map<?, ?> more) {
        JsonText.cast(map).putAll(JsonText.cast(more));
      }
      return at;
    }
    Object step = way.get(0);
    boolean last = way.size() == 1 && !change.kind().equals("put");
    if (at instanceof Map<?, ?> raw && step instanceof String name) {
      Map<String, @Nullable Object> map = JsonText.cast(raw);
      if (!last) {
        if (map.containsKey(name)) {
          map.put(name, within(map.get(name), way.subList(1, way.size()), value));
        }
      } else if (change.kind().equals("remove")) {
        map.remove(name);
      } else if (map.containsKey(name)) {
        map.put(name, value); // SET changes what is there; PUT adds.
      }
    } else if (at instanceof List<?> raw && step instanceof Integer position) {
      @SuppressWarnings("unchecked")
      List<@Nullable Object> list = (List<@Nullable Object>) raw;
      if (position < list.size()) {
        if (!last) {
          list.set(position, within(list.get(position), way.subList(1, way.size()), value));
        } else if (change.kind().equals("remove")) {
          list.remove((int) position);
        } else {
          list.set(position, value);
        }
      }
    }
    return at;
  }

  private static @Nullable Object copied(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((name, each) -> copy.put((String) name, copied(each)));
      return copy;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(each -> copy.add(copied(each)));
      return copy;
    }
    return value;
  }
}
