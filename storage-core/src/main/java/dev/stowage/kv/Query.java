package dev.stowage.kv;

import dev.stowage.StorageException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A filter over the fields of rows that means the same on every store with {@link KvFeature#QUERY}.
 * Immutable.
 *
 * <pre>{@code
 * Query.all().where("state", EQUAL, "failed").where("attempts", GREATER, 3)
 *     .orderByDescending("createdAt").limit(20)
 * }</pre>
 *
 * <p>All conditions must hold. A condition holds only for a field that is there, is not null, and
 * is of the kind of the value: a number is never greater than a string. Strings compare by their
 * UTF-8 bytes, false is before true. A query that orders by a field leaves out rows without it.
 * Rows that are equal there, and those of a query without order, come in an order of the service's
 * own that stays the same while nothing is written.
 */
public final class Query {
  /** How a field is compared. */
  public enum Operator {
    EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    /** The value is a collection; the field equals one of it. */
    IN,
    /** The value is a collection; the field is there and equals none of it. */
    NOT_IN,
    /** The field is a string that starts with the value, in which no character is special. */
    STARTS_WITH
  }

  /**
   * One condition.
   *
   * @param values one value, or those of IN and NOT_IN, of the types of {@link Document#value}
   */
  public record Condition(FieldPath path, Operator operator, List<Object> values) {
    /** Whether it holds for a document. */
    public boolean holdsFor(Document document) {
      Object field = document.find(path);
      if (field == null) {
        return false;
      }
      Object first = DocumentValues.canonical(values.isEmpty() ? null : values.get(0));
      OptionalInt order = DocumentValues.compare(field, first);
      return switch (operator) {
        case EQUAL -> order.isPresent() && order.getAsInt() == 0;
        case LESS -> order.isPresent() && order.getAsInt() < 0;
        case LESS_OR_EQUAL -> order.isPresent() && order.getAsInt() <= 0;
        case GREATER -> order.isPresent() && order.getAsInt() > 0;
        case GREATER_OR_EQUAL -> order.isPresent() && order.getAsInt() >= 0;
        case IN -> isAmong(field);
        case NOT_IN -> !isAmong(field);
        case STARTS_WITH ->
            field instanceof String text && first instanceof String start && text.startsWith(start);
      };
    }

    private boolean isAmong(Object field) {
      return values.stream()
          .map(value -> DocumentValues.compare(field, DocumentValues.canonical(value)))
          .anyMatch(order -> order.isPresent() && order.getAsInt() == 0);
    }
  }

  private static final Query ALL = new Query(List.of(), null, false, 0, 0);

  private final List<Condition> conditions;
  private final @Nullable FieldPath order;
  private final boolean descending;
  private final int limit;
  private final int offset;

  private Query(
      List<Condition> conditions,
      @Nullable FieldPath order,
      boolean descending,
      int limit,
      int offset) {
    this.conditions = conditions;
    this.order = order;
    this.descending = descending;
    this.limit = limit;
    this.offset = offset;
  }

  /** Every row. */
  public static Query all() {
    return ALL;
  }

  /**
   * Adds a condition.
   *
   * @throws StorageException INVALID_ARGUMENT when the value cannot be compared in this way: null,
   *     a list or a document, no collection for IN, no string for STARTS_WITH
   */
  public Query where(String path, Operator operator, Object value) {
    boolean many = operator == Operator.IN || operator == Operator.NOT_IN;
    if (many != value instanceof Collection) {
      throw StorageException.invalidArgument(
          operator + (many ? " takes a collection" : " takes one value, no collection"));
    }
    List<Object> values = new ArrayList<>();
    for (Object each : many ? (Collection<?>) value : List.of(value)) {
      values.add(comparable(operator, each));
    }
    List<Condition> longer = new ArrayList<>(conditions);
    longer.add(new Condition(FieldPath.parse(path), operator, List.copyOf(values)));
    return new Query(List.copyOf(longer), order, descending, limit, offset);
  }

  /** Orders by a field, which can be said once. */
  public Query orderBy(String path) {
    return ordered(path, false);
  }

  /** Orders by a field, the greatest first. */
  public Query orderByDescending(String path) {
    return ordered(path, true);
  }

  /** Returns at most this many rows, at least 1; can be said once. */
  public Query limit(int value) {
    if (value < 1 || limit != 0) {
      throw StorageException.invalidArgument(
          limit != 0 ? "a query has one limit" : "query limit is " + value + "; at least 1");
    }
    return new Query(conditions, order, descending, value, offset);
  }

  /** Leaves out this many rows at the front. */
  public Query offset(int value) {
    if (value < 0) {
      throw StorageException.invalidArgument("query offset is " + value + "; at least 0");
    }
    return new Query(conditions, order, descending, limit, value);
  }

  public List<Condition> conditions() {
    return conditions;
  }

  public Optional<FieldPath> order() {
    return Optional.ofNullable(order);
  }

  public boolean descending() {
    return descending;
  }

  /** Rows at most, or {@link Integer#MAX_VALUE}. */
  public int limit() {
    return limit == 0 ? Integer.MAX_VALUE : limit;
  }

  public int offset() {
    return offset;
  }

  /** Answers the query from rows in memory, for stores that have no better way and for tests. */
  public Stream<Row> applyTo(Stream<Row> rows) {
    Stream<Row> matching =
        rows.filter(row -> conditions.stream().allMatch(c -> c.holdsFor(row.document())));
    FieldPath path = order;
    Stream<Row> ordered =
        path == null ? matching : matching.filter(row -> row.document().find(path) != null);
    return ordered.sorted(rowOrder()).skip(offset).limit(limit());
  }

  /** The order of the rows that have the field to order by; rows equal there by key. */
  public Comparator<Row> rowOrder() {
    Comparator<Row> byKey = Comparator.comparing(Row::key);
    FieldPath path = order;
    if (path == null) {
      return byKey;
    }
    Comparator<Row> byField =
        (a, b) ->
            DocumentValues.compare(a.document().find(path), b.document().find(path)).orElse(0);
    return (descending ? byField.reversed() : byField).thenComparing(byKey);
  }

  /** Paths and operators, without the values. */
  @Override
  public String toString() {
    return "Query"
        + conditions.stream().map(c -> c.path + " " + c.operator).toList()
        + (order == null ? "" : " by " + order);
  }

  private Query ordered(String path, boolean descend) {
    if (order != null) {
      throw StorageException.invalidArgument("a query has one order; this one has " + order);
    }
    return new Query(conditions, FieldPath.parse(path), descend, limit, offset);
  }

  private static Object comparable(Operator operator, Object value) {
    Object kept = DocumentValues.canonical(value);
    boolean fits =
        operator == Operator.STARTS_WITH
            ? kept instanceof String
            : DocumentValues.compare(kept, kept).isPresent();
    Object shown = DocumentValues.exposed(kept);
    if (!fits || shown == null) {
      throw StorageException.invalidArgument(
          operator + " cannot compare with " + DocumentValues.kindOf(kept));
    }
    return shown;
  }
}
