package dev.stowage.conformance.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.conformance.Case;
import dev.stowage.kv.Changes;
import dev.stowage.kv.Document;
import dev.stowage.kv.KvLimits;
import dev.stowage.kv.Revision;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.RowOptions;
import dev.stowage.kv.Write;
import dev.stowage.kv.WriteResult;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Many rows in one call. */
public interface KvBatchContract extends KvContract {
  private List<RowKey> keys(int count) {
    List<RowKey> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      keys.add(key("row" + i));
    }
    return keys;
  }

  private List<WriteResult> putAll(List<RowKey> keys) {
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      writes.add(Write.put(keys.get(i), number(i)));
    }
    return store().batchWrite(writes);
  }

  private void assertAll(List<RowKey> keys) {
    List<Optional<Row>> rows = store().batchGet(keys, fresh());
    assertEquals(keys.size(), rows.size());
    for (int i = 0; i < rows.size(); i++) {
      assertEquals(keys.get(i), rows.get(i).orElseThrow().key());
      assertEquals(number(i), rows.get(i).orElseThrow().document());
    }
  }

  @Case("K047")
  default void batchOfAnySize_byPosition() {
    int limit =
        Math.max(
            store().capabilities().limits().batchReads(),
            store().capabilities().limits().batchWrites());
    for (int size : new int[] {0, 1, limit, limit + 1}) {
      List<RowKey> keys = keys(size);
      assertTrue(putAll(keys).stream().allMatch(WriteResult::succeeded));
      int before = harness().requests().size();
      assertAll(keys);
      int perRequest = store().capabilities().limits().batchReads();
      int expected = (size + perRequest - 1) / perRequest;
      assertEquals(expected, harness().requests().size() - before, "requests for " + size);
    }
    RowKey there = key("row0");
    RowKey missing = key("missing");
    List<Optional<Row>> rows =
        store().batchGet(List.of(missing, there, missing, there, there), fresh());
    assertEquals(5, rows.size());
    assertTrue(rows.get(0).isEmpty());
    assertTrue(rows.get(2).isEmpty());
    for (int i : new int[] {1, 3, 4}) {
      assertEquals(row(there), rows.get(i).orElseThrow());
    }
  }

  @Case("K048")
  default void mixedWrites_outcomePerItem() {
    store().put(key("old"), number(1));
    store().put(key("replaced"), number(1));
    store().put(key("modified"), number(1));
    store().put(key("deleted"), number(1));
    List<WriteResult> results =
        store()
            .batchWrite(
                List.of(
                    Write.create(key("new"), number(2)),
                    Write.create(key("old"), number(2)),
                    Write.put(key("put"), number(2)),
                    Write.replace(key("replaced"), number(2)),
                    Write.replace(key("missing"), number(2)),
                    Write.modify(key("modified"), Changes.none().add("n", 1)),
                    Write.modify(key("missing too"), Changes.none().add("n", 1)),
                    Write.delete(key("deleted")),
                    Write.delete(key("never"))));
    List<ErrorCode> codes = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      WriteResult result = results.get(i);
      assertEquals(i, result.index());
      codes.add(result.failure().map(StorageException::code).orElse(null));
      result.failure().ifPresent(e -> assertEquals(result.key().text(), e.key().orElseThrow()));
    }
    List<ErrorCode> expected = new ArrayList<>();
    expected.add(null);
    expected.add(ErrorCode.ALREADY_EXISTS);
    expected.add(null);
    expected.add(null);
    expected.add(ErrorCode.NOT_FOUND);
    expected.add(null);
    expected.add(ErrorCode.NOT_FOUND);
    expected.add(null);
    expected.add(null);
    assertEquals(expected, codes);
    for (String text : List.of("new", "put", "replaced", "modified")) {
      assertEquals(number(2), document(key(text)), text);
    }
    assertEquals(number(1), document(key("old")));
    for (String text : List.of("missing", "missing too", "deleted", "never")) {
      assertTrue(store().get(key(text), fresh()).isEmpty(), text);
    }
  }

  @Case("K048")
  default void itemThatTheServiceRefuses_failsAlone() {
    long limit = store().capabilities().limits().maxRowBytes();
    if (limit > 1 << 24) {
      return;
    }
    List<WriteResult> results =
        store()
            .batchWrite(
                List.of(
                    Write.put(key("a"), number(1)),
                    Write.put(key("b"), harness().documentOfSize((int) limit + 1)),
                    Write.put(key("c"), number(3))));
    assertEquals(List.of(true, false, true), results.stream().map(WriteResult::succeeded).toList());
    assertEquals(ErrorCode.TOO_LARGE, results.get(1).failure().orElseThrow().code());
    assertEquals(number(1), document(key("a")));
    assertTrue(store().get(key("b"), fresh()).isEmpty());
    assertEquals(number(3), document(key("c")));
  }

  @Case("K049")
  default void twoWritesOfOneKey_invalidArgument() {
    failsUnsent(
        ErrorCode.INVALID_ARGUMENT,
        () ->
            store()
                .batchWrite(
                    List.of(
                        Write.put(key("b"), number(1)),
                        Write.put(key("a"), number(1)),
                        Write.delete(key("a")))));
    assertTrue(store().get(key("b"), fresh()).isEmpty());
  }

  @Case("K050")
  default void unprocessedItems_sentAgain() {
    KvLimits limits = store().capabilities().limits();
    List<RowKey> keys = keys(10);
    SocketException broken = new SocketException("Connection reset");
    if (limits.batchWrites() > 1) {
      harness().faults().leaveUnprocessed(3, 2);
    } else {
      harness().faults().failNext(3, broken);
    }
    assertTrue(putAll(keys).stream().allMatch(WriteResult::succeeded));
    if (limits.batchReads() > 1) {
      harness().faults().leaveUnprocessed(3, 2);
      assertAll(keys);
      harness().faults().leaveUnprocessed(2, 0);
    } else {
      harness().faults().failNext(3, broken);
    }
    assertAll(keys);
  }

  @Case("K050")
  default void neverProcessed_reportedPerItem() {
    int attempts = harness().options().retry().maxAttempts();
    List<RowKey> keys = keys(3);
    ErrorCode expected = ErrorCode.RATE_LIMITED;
    if (store().capabilities().limits().batchWrites() > 1) {
      harness().faults().leaveUnprocessed(1, 1);
      harness().faults().leaveUnprocessed(attempts, 0);
    } else {
      expected = ErrorCode.UNAVAILABLE;
      harness().faults().failNext(2 * attempts, new SocketException("Connection reset"));
    }
    List<WriteResult> results = putAll(keys);
    assertEquals(3, results.size());
    int undone = 0;
    for (WriteResult result : results) {
      boolean there = store().get(result.key(), fresh()).isPresent();
      assertEquals(result.succeeded(), there, result.toString());
      if (!there) {
        undone++;
        assertEquals(expected, result.failure().orElseThrow().code());
        assertEquals(result.key().text(), result.failure().orElseThrow().key().orElseThrow());
      }
    }
    assertEquals(2, undone);
  }

  @Case("K051")
  default void oneStaleRevision_failsAlone() {
    List<RowKey> keys = keys(3);
    List<Write> writes = new ArrayList<>();
    for (RowKey key : keys) {
      Revision revision = store().put(key, Document.empty());
      writes.add(Write.put(key, number(5)).with(RowOptions.defaults().ifRevision(revision)));
    }
    store().put(keys.get(1), number(1));
    List<WriteResult> results = store().batchWrite(writes);
    assertTrue(results.get(0).succeeded());
    assertEquals(ErrorCode.PRECONDITION_FAILED, results.get(1).failure().orElseThrow().code());
    assertTrue(results.get(2).succeeded());
    assertEquals(number(5), document(keys.get(0)));
    assertEquals(number(1), document(keys.get(1)));
    assertEquals(number(5), document(keys.get(2)));
  }
}
