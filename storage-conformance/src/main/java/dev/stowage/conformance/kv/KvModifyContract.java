package dev.stowage.conformance.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.conformance.Case;
import dev.stowage.kv.Changes;
import dev.stowage.kv.Document;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import java.math.BigDecimal;
import java.util.List;

/** Changes of some fields, and read-modify-write. */
public interface KvModifyContract extends KvContract {
  @Case("K041")
  default void changes_exactlyThose() {
    RowKey key = key("a");
    store()
        .put(
            key,
            Document.empty()
                .with("keep", "x")
                .with("set", 1)
                .with("gone", 2)
                .with("in.keep", 3)
                .with("in.gone", 4)
                .with("in.n", 5));
    store()
        .modify(
            key,
            Changes.none()
                .set("set", "new")
                .remove("gone")
                .remove("in.gone")
                .remove("never.there")
                .add("in.n", 2)
                .set("fresh.deep.field", List.of(1))
                .set("\"a.b\"", true));
    Document expected =
        Document.empty()
            .with("keep", "x")
            .with("set", "new")
            .with("in.keep", 3)
            .with("in.n", 7)
            .with("fresh.deep.field", List.of(1))
            .with("\"a.b\"", true);
    assertEquals(expected, document(key));
  }

  @Case("K042")
  default void increment_exactNumbers() {
    RowKey key = key("a");
    store().put(key, Document.empty().with("i", 40).with("f", 0.5).with("max", Long.MAX_VALUE));
    assertEquals(42L, store().increment(key, "i", 2));
    assertEquals(41L, store().increment(key, "i", -1));
    assertEquals(41.25, store().increment(key, "i", 0.25));
    assertEquals(2L, store().increment(key, "f", 1.5));
    assertEquals(2.1, store().increment(key, "f", 0.1));
    assertEquals(2.3, store().increment(key, "f", new BigDecimal("0.2")));
    assertEquals(-5L, store().increment(key, "made.up", -5));
    assertEquals(0L, store().increment(key, "zero", 0));
    BigDecimal beyond = new BigDecimal(Long.MAX_VALUE).add(BigDecimal.ONE);
    assertEquals(0, beyond.compareTo(new BigDecimal(store().increment(key, "max", 1).toString())));
    assertEquals(-5, document(key).integer("made.up").orElseThrow());
    assertEquals(0, beyond.compareTo(document(key).decimal("max").orElseThrow()));
  }

  @Case("K043")
  default void impossibleChanges_invalidArgument() {
    RowKey key = key("a");
    store().put(key, Document.empty().with("text", "1").with("null", null).with("n", 1));
    Row before = row(key);
    failsUnsent(
        ErrorCode.INVALID_ARGUMENT,
        () -> store().increment(key, "n", Double.NaN),
        () -> store().modify(key, Changes.none()),
        () -> Changes.none().set("a", 1).set("a.b", 2),
        () -> Changes.none().set("a.b", 1).remove("a"),
        () -> Changes.none().add("a", 1).add("a", 1),
        () -> Changes.none().set("", 1),
        () -> Changes.none().set("a..b", 1));
    fails(ErrorCode.INVALID_ARGUMENT, () -> store().increment(key, "text", 1));
    fails(ErrorCode.INVALID_ARGUMENT, () -> store().increment(key, "null", 1));
    fails(ErrorCode.INVALID_ARGUMENT, () -> store().increment(key, "n.deeper", 1));
    fails(
        ErrorCode.INVALID_ARGUMENT,
        () -> store().modify(key, Changes.none().set("text.deeper", 1)));
    assertEquals(before, row(key));
    store().modify(key, Changes.none().set("a", 1).set("ab", 2));
  }

  @Case("K044")
  default void missingRow_notFound() {
    RowKey key = key("a");
    fails(ErrorCode.NOT_FOUND, () -> store().update(key, d -> d.with("n", 1)));
    fails(ErrorCode.NOT_FOUND, () -> store().modify(key, Changes.none().set("n", 1)));
    fails(ErrorCode.NOT_FOUND, () -> store().increment(key, "n", 1));
    assertTrue(store().get(key, fresh()).isEmpty());
  }

  @Case("K045")
  default void changes_allOrNone() {
    RowKey key = key("a");
    store().put(key, Document.empty().with("text", "x").with("n", 1));
    Row before = row(key);
    fails(
        ErrorCode.INVALID_ARGUMENT,
        () -> store().modify(key, Changes.none().set("fresh", 1).add("n", 1).add("text", 1)));
    assertEquals(before, row(key));
    IllegalStateException own = new IllegalStateException("the caller's own");
    assertEquals(
        own,
        assertThrows(
            IllegalStateException.class,
            () ->
                store()
                    .update(
                        key,
                        d -> {
                          throw own;
                        })));
    assertEquals(before, row(key));
  }

  @Case("K046")
  default void racingIncrements_noneLost() throws Exception {
    RowKey key = key("a");
    store().put(key, number(0));
    together(
        8,
        () -> {
          for (int i = 0; i < 125; i++) {
            store().increment(key, "n", 1);
          }
          return true;
        });
    assertEquals(number(1000), document(key));
  }
}
