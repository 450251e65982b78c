package dev.stowage.conformance.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.conformance.Case;
import dev.stowage.kv.Changes;
import dev.stowage.kv.KeyRange;
import dev.stowage.kv.KvFeature;
import dev.stowage.kv.Revision;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.RowOptions;
import dev.stowage.kv.ScanRequest;
import dev.stowage.kv.Write;
import dev.stowage.kv.WriteResult;
import java.util.List;

/** All or none, and deleting by prefix. */
public interface KvTransactionContract extends KvContract {
  private boolean transactsOrRefuses() {
    return hasOrRefuses(
        KvFeature.TRANSACTIONS, () -> store().transact(List.of(Write.put(key("a"), number(1)))));
  }

  @Case("K052")
  default void transaction_allTogether() {
    store().put(key("old"), number(1));
    store().put(key("modified"), number(1));
    store().put(key("deleted"), number(1));
    if (!transactsOrRefuses()) {
      return;
    }
    List<WriteResult> results =
        store()
            .transact(
                List.of(
                    Write.create(key("new"), number(2)),
                    Write.replace(key("old"), number(2)),
                    Write.modify(key("modified"), Changes.none().add("n", 1)),
                    Write.delete(key("deleted"))));
    assertEquals(4, results.size());
    assertTrue(results.stream().allMatch(WriteResult::succeeded));
    for (String text : List.of("new", "old", "modified")) {
      assertEquals(number(2), document(key(text)), text);
    }
    assertTrue(store().get(key("deleted"), fresh()).isEmpty());
    failsUnsent(ErrorCode.INVALID_ARGUMENT, () -> store().transact(List.of()));
  }

  @Case("K053")
  default void transactionWithOneBadItem_none() {
    if (!transactsOrRefuses()) {
      return;
    }
    Revision stale = store().put(key("a"), number(1));
    store().put(key("a"), number(2));
    Row before = row(key("a"));
    List<Write> bad =
        List.of(
            Write.create(key("a"), number(3)),
            Write.put(key("a"), number(3)).with(RowOptions.defaults().ifRevision(stale)),
            Write.replace(key("missing"), number(3)),
            Write.modify(key("missing"), Changes.none().set("n", 3)));
    List<ErrorCode> codes =
        List.of(
            ErrorCode.ALREADY_EXISTS,
            ErrorCode.PRECONDITION_FAILED,
            ErrorCode.NOT_FOUND,
            ErrorCode.NOT_FOUND);
    for (int i = 0; i < bad.size(); i++) {
      Write culprit = bad.get(i);
      List<Write> writes = List.of(Write.put(key("b"), number(3)), culprit, Write.delete(key("c")));
      StorageException failure = fails(codes.get(i), () -> store().transact(writes));
      assertEquals(culprit.key().text(), failure.key().orElseThrow());
      assertEquals(before, row(key("a")));
      assertTrue(store().get(key("b"), fresh()).isEmpty());
    }
  }

  @Case("K054")
  default void overlappingTransactions_serial() throws Exception {
    if (!transactsOrRefuses()) {
      return;
    }
    store().put(key("a"), number(100));
    store().put(key("b"), number(100));
    List<Integer> moved = together(4, this::transfers);
    long sum = moved.stream().mapToInt(Integer::intValue).sum();
    assertTrue(sum > 0, "somebody must get through");
    assertEquals(number(100 - sum), document(key("a")));
    assertEquals(number(100 + sum), document(key("b")));
  }

  private int transfers() {
    int done = 0;
    for (int i = 0; i < 25; i++) {
      try {
        store()
            .transact(
                List.of(
                    Write.modify(key("a"), Changes.none().add("n", -1)),
                    Write.modify(key("b"), Changes.none().add("n", 1))));
        done++;
      } catch (StorageException e) {
        assertEquals(ErrorCode.CONFLICT, e.code(), e.getMessage());
        assertTrue(e.retryable());
      }
    }
    return done;
  }

  @Case("K055")
  default void twoWritesOfOneKeyInOne_invalidArgument() {
    if (!transactsOrRefuses()) {
      return;
    }
    RowKey key = key("b");
    failsUnsent(
        ErrorCode.INVALID_ARGUMENT,
        () -> store().transact(List.of(Write.put(key, number(1)), Write.delete(key))),
        () -> store().transact(List.of(Write.delete(key), Write.put(key, number(1)))));
    assertTrue(store().get(key, fresh()).isEmpty());
  }

  @Case("K056")
  default void deletePrefix_siblingsKept() {
    KeyRange range = harness().orderedRange();
    for (int i = 0; i < 250; i++) {
      store().put(key("logs/" + i), number(i));
    }
    List<String> siblings = List.of("logs", "logs0", "log", "Logs/1", "a", "z", "logs.");
    siblings.forEach(text -> store().put(key(text), number(1)));
    failsUnsent(
        ErrorCode.INVALID_ARGUMENT,
        () -> store().deletePrefix(KeyRange.all()),
        () -> store().deletePrefix(KeyRange.all().startingWith("")),
        () -> store().deletePrefix(KeyRange.all().from(key("a"))));
    assertEquals(250, store().deletePrefix(range.startingWith("logs/")));
    siblings.forEach(text -> assertEquals(number(1), document(key(text)), text));
    assertEquals(siblings.size(), store().scan(ScanRequest.of(range)).count());
    assertEquals(0, store().deletePrefix(range.startingWith("logs/")));
  }
}
