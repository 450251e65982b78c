package dev.stowage.conformance.kv;

import static dev.stowage.kv.Query.Operator.EQUAL;
import static dev.stowage.kv.Query.Operator.GREATER;
import static dev.stowage.kv.Query.Operator.GREATER_OR_EQUAL;
import static dev.stowage.kv.Query.Operator.IN;
import static dev.stowage.kv.Query.Operator.LESS;
import static dev.stowage.kv.Query.Operator.LESS_OR_EQUAL;
import static dev.stowage.kv.Query.Operator.NOT_IN;
import static dev.stowage.kv.Query.Operator.STARTS_WITH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.conformance.Case;
import dev.stowage.kv.Document;
import dev.stowage.kv.KvFeature;
import dev.stowage.kv.Query;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Filters, and what is refused of the service's own language. */
public interface KvQueryContract extends KvContract {
  private static Instant day(int day) {
    return Instant.EPOCH.plusSeconds(86_400L * day);
  }

  private void fill() {
    for (int i = 1; i <= 5; i++) {
      store()
          .put(
              key("r" + i),
              Document.empty()
                  .with("n", i)
                  .with("half", i / 2.0)
                  .with("name", "name" + i)
                  .with("at", day(i))
                  .with("odd", i % 2 == 1)
                  .with("in.n", i * 10));
    }
    store().put(key("null"), Document.empty().with("n", null).with("name", null));
    store().put(key("none"), Document.empty());
    store().put(key("text"), Document.empty().with("n", "3").with("name", 3));
  }

  private void finds(Query query, Integer... rows) {
    Set<RowKey> expected = Arrays.stream(rows).map(i -> key("r" + i)).collect(Collectors.toSet());
    List<Row> found = store().query(query).toList();
    assertEquals(expected.size(), found.size(), query.toString());
    assertEquals(expected, found.stream().map(Row::key).collect(Collectors.toSet()));
    found.forEach(row -> assertEquals(row(row.key()), row));
  }

  private boolean queriesOrRefuses() {
    return hasOrRefuses(KvFeature.QUERY, () -> store().query(Query.all()).count());
  }

  @Case("K059")
  default void operators_exactSets() {
    fill();
    if (!queriesOrRefuses()) {
      return;
    }
    Query all = Query.all();
    finds(all.where("n", EQUAL, 3), 3);
    finds(all.where("n", GREATER, 3), 4, 5);
    finds(all.where("n", LESS, 3), 1, 2);
    finds(all.where("n", GREATER_OR_EQUAL, 3), 3, 4, 5);
    finds(all.where("n", LESS_OR_EQUAL, 3.0), 1, 2, 3);
    finds(all.where("n", GREATER, 2.5), 3, 4, 5);
    finds(all.where("half", EQUAL, 1.5), 3);
    finds(all.where("half", EQUAL, 1), 2);
    finds(all.where("n", IN, List.of(1, 5, 9)), 1, 5);
    finds(all.where("n", IN, List.of()));
    finds(all.where("half", NOT_IN, List.of(1, 0.5, 9)), 3, 4, 5);
    finds(all.where("name", EQUAL, "name2"), 2);
    finds(all.where("name", GREATER, "name3"), 4, 5);
    finds(all.where("name", IN, List.of("name1", "no")), 1);
    finds(all.where("at", GREATER_OR_EQUAL, day(4)), 4, 5);
    finds(all.where("at", LESS, day(2)), 1);
    finds(all.where("odd", EQUAL, true), 1, 3, 5);
    finds(all.where("odd", LESS, true), 2, 4);
    finds(all.where("in.n", GREATER, 30), 4, 5);
    finds(all.where("n", GREATER, 1).where("odd", EQUAL, true), 3, 5);
    finds(all.where("n", GREATER, 1).where("n", LESS, 3), 2);
    finds(all.where("no.such", EQUAL, 1));
    finds(all.where("N", EQUAL, 1));
    failsUnsent(
        ErrorCode.INVALID_ARGUMENT,
        () -> all.where("n", EQUAL, List.of(1)),
        () -> all.where("n", IN, 1),
        () -> all.where("n", EQUAL, Document.empty()),
        () -> all.where("n", STARTS_WITH, 1),
        () -> all.where("", EQUAL, 1));
  }

  @Case("K060")
  default void orderLimitOffset_edges() {
    fill();
    if (!queriesOrRefuses()) {
      return;
    }
    Query ascending = Query.all().where("half", GREATER, 0).orderBy("n");
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), numbers(ascending));
    Query descending = Query.all().where("half", GREATER, 0).orderByDescending("n");
    assertEquals(List.of(5L, 4L, 3L, 2L, 1L), numbers(descending));
    assertEquals(List.of(5L, 4L), numbers(descending.limit(2)));
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), numbers(ascending.limit(5)));
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), numbers(ascending.limit(6)));
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), numbers(ascending.offset(0)));
    assertEquals(List.of(5L), numbers(ascending.offset(4)));
    assertEquals(List.of(), numbers(ascending.offset(5)));
    assertEquals(List.of(), numbers(ascending.offset(6)));
    assertEquals(List.of(2L, 3L), numbers(ascending.offset(1).limit(2)));
    assertEquals(5, store().query(Query.all().orderBy("half")).count(), "rows with the field");
    failsUnsent(
        ErrorCode.INVALID_ARGUMENT,
        () -> Query.all().limit(0),
        () -> Query.all().limit(1).limit(1),
        () -> Query.all().offset(-1),
        () -> ascending.orderBy("half"),
        () -> ascending.orderByDescending("n"));
  }

  private List<Long> numbers(Query query) {
    return store().query(query).map(r -> r.document().integer("n").orElseThrow()).toList();
  }

  @Case("K061")
  default void streamEnds_andNoCharacterIsSpecial() {
    List<String> names =
        List.of("a%b", "aXb", "a_b", "a\\b", "a%", "%", "_", "\\", "a'b", "a*", "ab");
    names.forEach(name -> store().put(key(name), Document.empty().with("name", name)));
    if (!queriesOrRefuses()) {
      return;
    }
    for (String start : List.of("a%", "a_", "a\\", "%", "_", "\\", "a'", "a*", "", "a")) {
      Set<String> expected =
          names.stream().filter(name -> name.startsWith(start)).collect(Collectors.toSet());
      Query query = Query.all().where("name", STARTS_WITH, start);
      Set<String> found =
          store()
              .query(query)
              .map(row -> row.document().string("name").orElseThrow())
              .collect(Collectors.toSet());
      assertEquals(expected, found, () -> "names that start with " + start);
    }
    Iterator<Row> rows = store().query(Query.all().limit(1)).iterator();
    rows.next();
    for (int i = 0; i < 3; i++) {
      assertFalse(rows.hasNext());
      assertThrows(NoSuchElementException.class, rows::next);
    }
    try (Stream<Row> stopped = store().query(Query.all())) {
      assertTrue(stopped.findFirst().isPresent());
    }
    assertEquals(names.size(), store().query(Query.all()).count());
  }

  @Case("K061")
  default void statement_checkedOrRefused() {
    Statement statement = Statement.of("select * from t where n = $n");
    if (!has(KvFeature.STATEMENTS)) {
      refuses("STATEMENTS", () -> store().query(statement.bind("n", 1)).count());
      return;
    }
    failsUnsent(
        ErrorCode.INVALID_ARGUMENT,
        () -> store().query(statement).count(),
        () -> statement.bind("other", 1),
        () -> statement.bind("n", 1).bind("n", 2));
  }
}
