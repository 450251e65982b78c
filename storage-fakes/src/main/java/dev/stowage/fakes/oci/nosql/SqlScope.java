package dev.stowage.fakes.oci.nosql;

import dev.stowage.fakes.oci.OciError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row in sight of a statement, and what its expressions come to.
 *
 * @param alias what the row is called
 * @param row null where there is none, in VALUES
 * @param variables by name with the dollar
 */
record SqlScope(
    NosqlTable table,
    String alias,
    NosqlTable.@Nullable Stored row,
    Map<String, @Nullable Object> variables,
    Instant now) {

  /** What a way that leads nowhere comes to: not null, but nothing at all. */
  private static final Object NOTHING = new Object();

  /** The value as results show it. */
  @Nullable Object shown(SqlExpr expression) {
    Object value = value(expression);
    return value == NOTHING ? null : value;
  }

  boolean holds(@Nullable SqlExpr condition) {
    return condition == null || Boolean.TRUE.equals(value(condition));
  }

  @Nullable Object value(SqlExpr expression) {
    if (expression instanceof SqlExpr.Literal literal) {
      return literal.value();
    }
    if (expression instanceof SqlExpr.Variable variable) {
      return variables.get(variable.name());
    }
    if (expression instanceof SqlExpr.Path path) {
      return follow(path);
    }
    if (expression instanceof SqlExpr.Operation operation) {
      return operation(operation);
    }
    if (expression instanceof SqlExpr.Not not) {
      return !Boolean.TRUE.equals(value(not.inner()));
    }
    if (expression instanceof SqlExpr.IsNull test) {
      return value(test.inner()) == null;
    }
    if (expression instanceof SqlExpr.Exists test) {
      return value(test.inner()) != NOTHING;
    }
    if (expression instanceof SqlExpr.In test) {
      Object value = value(test.inner());
      return test.among().stream().anyMatch(each -> compare("=", value, value(each)));
    }
    if (expression instanceof SqlExpr.Fields fields) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      fields.fields().forEach((name, each) -> map.put(name, value(each)));
      map.values().removeIf(each -> each == NOTHING);
      return map;
    }
    if (expression instanceof SqlExpr.Elements elements) {
      List<@Nullable Object> list = new ArrayList<>();
      elements.elements().forEach(each -> list.add(value(each)));
      list.removeIf(each -> each == NOTHING);
      return list;
    }
    if (expression instanceof SqlExpr.Cast cast) {
      return cast.type().cast(shown(cast.inner()));
    }
    return call((SqlExpr.Call) expression);
  }

  private @Nullable Object follow(SqlExpr.Path path) {
    List<Object> steps = path.steps();
    int from = startsWithAlias(path) ? 1 : 0;
    NosqlTable.Column column = table.column(String.valueOf(steps.get(from)));
    Object at = row == null || column == null ? null : row.values().get(column.name());
    for (Object step : steps.subList(from + 1, steps.size())) {
      if (at == null) {
        return null; // Of a null column everything is null.
      }
      if (step instanceof Integer position) {
        at = at instanceof List<?> list && position < list.size() ? list.get(position) : NOTHING;
      } else {
        at = at instanceof Map<?, ?> map && map.containsKey(step) ? map.get(step) : NOTHING;
      }
    }
    return at;
  }

  boolean startsWithAlias(SqlExpr.Path path) {
    String first = String.valueOf(path.steps().get(0));
    return path.steps().size() > 1 && first.equalsIgnoreCase(alias)
        || path.steps().size() > 1 && first.equalsIgnoreCase(table.name());
  }

  private @Nullable Object operation(SqlExpr.Operation operation) {
    switch (operation.operator()) {
      case "and" -> {
        return holds(operation.left()) && holds(operation.right());
      }
      case "or" -> {
        return holds(operation.left()) || holds(operation.right());
      }
      default -> {
        Object left = value(operation.left());
        Object right = value(operation.right());
        return switch (operation.operator()) {
          case "+", "-", "*", "/" ->
              left instanceof Number && right instanceof Number
                  ? SqlValues.arithmetic(operation.operator(), left, right)
                  : null;
          case "||" -> left instanceof String a && right instanceof String b ? a + b : null;
          default -> compare(operation.operator(), left, right);
        };
      }
    }
  }

  private static boolean compare(String operator, @Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return false;
    }
    if (left == NOTHING || right == NOTHING) {
      return operator.equals("!=");
    }
    if (!SqlValues.comparable(left, right)) {
      boolean same = left.equals(right);
      return operator.equals("=") ? same : operator.equals("!=") && !same;
    }
    int order = SqlValues.compare(left, right);
    return switch (operator) {
      case "=" -> order == 0;
      case "!=" -> order != 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  private @Nullable Object call(SqlExpr.Call call) {
    switch (call.function()) {
      case "row_version" -> {
        return row == null ? null : row.version();
      }
      case "expiration_time_millis" -> {
        return row == null || row.expires() == null ? (Object) 0L : row.expires().toEpochMilli();
      }
      case "expiration_time" -> {
        return row == null || row.expires() == null ? Instant.EPOCH : row.expires();
      }
      case "remaining_days" -> {
        return row == null || row.expires() == null
            ? (Object) (-1L)
            : Duration.between(now, row.expires()).toDays();
      }
      case "current_time" -> {
        return now;
      }
      default -> {
        return onValues(call);
      }
    }
  }

  private @Nullable Object onValues(SqlExpr.Call call) {
    List<@Nullable Object> values = new ArrayList<>();
    call.arguments().forEach(each -> values.add(value(each)));
    Object first = values.isEmpty() ? null : values.get(0);
    Object second = values.size() < 2 ? null : values.get(1);
    if (first instanceof String text) {
      return switch (call.function()) {
        case "lower" -> text.toLowerCase(java.util.Locale.ROOT);
        case "upper" -> text.toUpperCase(java.util.Locale.ROOT);
        case "length" -> (long) text.codePointCount(0, text.length());
        case "starts_with" -> second instanceof String part && text.startsWith(part);
        case "ends_with" -> second instanceof String part && text.endsWith(part);
        case "contains" -> second instanceof String part && text.contains(part);
        default -> throw unknown(call);
      };
    }
    if (call.function().equals("size")) {
      return first instanceof List<?> list
          ? (Object) (long) list.size()
          : first instanceof Map<?, ?> map ? (Object) (long) map.size() : null;
    }
    if (!FUNCTIONS_OF_TEXT.contains(call.function())) {
      throw unknown(call);
    }
    return null;
  }

  private static final List<String> FUNCTIONS_OF_TEXT =
      List.of("lower", "upper", "length", "starts_with", "ends_with", "contains");

  private static OciError unknown(SqlExpr.Call call) {
    return NosqlErrors.syntax(
        call.at(), "There is no function named " + call.function() + " in this fake");
  }
}
