package dev.stowage.conformance.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.conformance.Case;
import dev.stowage.conformance.ConformanceReport;
import dev.stowage.kv.Changes;
import dev.stowage.kv.Document;
import dev.stowage.kv.KvFeature;
import dev.stowage.kv.KvStore;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.RowOptions;
import dev.stowage.kv.ScanRequest;
import dev.stowage.kv.Write;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Opening, closing, and which keys there are. */
public interface KvKeyContract extends KvContract {
  @Case("K001")
  default void openedByUrl_sameTable_unknownParameterRefused() {
    String url = harness().url();
    store().put(key("a"), number(1));
    try (KvStore byText = KvStore.open(url, harness().options());
        KvStore byUri = KvStore.open(URI.create(url), harness().options())) {
      assertEquals(number(1), byText.get(key("a")).orElseThrow().document());
      assertEquals(number(1), byUri.get(key("a")).orElseThrow().document());
    }
    String wrong = url + (url.contains("?") ? "&" : "?") + "nonsense=1";
    StorageException failure =
        fails(ErrorCode.INVALID_ARGUMENT, () -> KvStore.open(wrong, harness().options()).close());
    assertTrue(failure.reason().contains("nonsense"), failure.getMessage());
    fails(ErrorCode.INVALID_ARGUMENT, () -> KvStore.open("no-such-scheme://a/b").close());
  }

  @Case("K002")
  default void missingTable_containerNotFound() {
    KvStore missing = harness().missing();
    RowKey key = key("a");
    fails(ErrorCode.CONTAINER_NOT_FOUND, () -> missing.get(key));
    fails(ErrorCode.CONTAINER_NOT_FOUND, () -> missing.put(key, number(1)));
    fails(ErrorCode.CONTAINER_NOT_FOUND, () -> missing.create(key, number(1)));
    fails(ErrorCode.CONTAINER_NOT_FOUND, () -> missing.replace(key, number(1)));
    fails(ErrorCode.CONTAINER_NOT_FOUND, () -> missing.delete(key));
    fails(ErrorCode.CONTAINER_NOT_FOUND, () -> missing.batchGet(List.of(key)));
    fails(
        ErrorCode.CONTAINER_NOT_FOUND,
        () -> missing.scanPage(ScanRequest.of(harness().orderedRange())));
    Optional<StorageException> inBatch =
        missing.batchWrite(List.of(Write.put(key, number(1)))).get(0).failure();
    assertEquals(ErrorCode.CONTAINER_NOT_FOUND, inBatch.orElseThrow().code());
    assertFalse(missing.isAccessible());
    assertTrue(store().isAccessible());
  }

  @Case("K003")
  default void useAfterClose_closed() {
    RowKey key = key("a");
    KvStore closed = harness().other();
    closed.put(key, number(1));
    closed.close();
    closed.close();
    fails(ErrorCode.CLOSED, () -> closed.get(key));
    fails(ErrorCode.CLOSED, () -> closed.put(key, number(2)));
    fails(ErrorCode.CLOSED, () -> closed.update(key, d -> d.with("n", 2)));
    fails(ErrorCode.CLOSED, () -> closed.delete(key));
    fails(ErrorCode.CLOSED, () -> closed.batchGet(List.of(key)));
    fails(ErrorCode.CLOSED, () -> closed.batchWrite(List.of(Write.delete(key))));
    fails(ErrorCode.CLOSED, () -> closed.scan(ScanRequest.all()).count());
    fails(ErrorCode.CLOSED, closed::isAccessible);
    assertEquals(number(1), document(key));
  }

  @Case("K004")
  @SuppressWarnings("NullAway")
  default void noKey_invalidArgument() {
    failsUnsent(
        ErrorCode.INVALID_ARGUMENT,
        () -> RowKey.of(""),
        () -> RowKey.parse(""),
        () -> RowKey.of("a").and(""),
        () -> store().get(null),
        () -> store().put(null, number(1)),
        () -> store().create(null, number(1)),
        () -> store().replace(null, number(1)),
        () -> store().update(null, d -> d),
        () -> store().modify(null, Changes.none().set("n", 1)),
        () -> store().increment(null, "n", 1),
        () -> store().delete(null),
        () -> store().put(key("a"), null));
  }

  @Case("K005")
  default void awkwardKeys_storedOrRefused() {
    int stored = 0;
    for (String text : AwkwardKeys.ALL) {
      RowKey key = key(text);
      Document document = Document.empty().with("text", text);
      try {
        store().put(key, document);
      } catch (StorageException e) {
        assertEquals(ErrorCode.INVALID_KEY, e.code(), () -> "key " + key + ": " + e);
        continue;
      }
      stored++;
      Row row = row(key);
      assertEquals(key, row.key());
      assertEquals(document, row.document(), () -> "key " + key);
      assertEquals(List.of(Optional.of(row)), store().batchGet(List.of(key), fresh()));
      assertEquals(key, RowKey.parse(key.text()));
      store().delete(key);
      assertTrue(store().get(key, fresh()).isEmpty(), () -> "key " + key);
    }
    assertTrue(stored > AwkwardKeys.ALL.size() / 2, "most keys must be possible");
    fails(ErrorCode.INVALID_KEY, () -> key("\ud800"));
  }

  @Case("K006")
  default void differentKeys_differentRows() {
    Map<RowKey, Document> expected = new LinkedHashMap<>();
    AwkwardKeys.ALL.forEach(text -> expected.put(key(text), Document.empty().with("text", text)));
    harness().key("a", "b").ifPresent(key -> expected.put(key, number(1)));
    harness().key("a", "|b").ifPresent(key -> expected.put(key, number(2)));
    harness().key("a/b", "c").ifPresent(key -> expected.put(key, number(3)));
    harness().key("a", "b/c").ifPresent(key -> expected.put(key, number(4)));
    expected.entrySet().removeIf(entry -> !stores(entry.getKey(), entry.getValue()));
    expected.forEach((key, document) -> assertEquals(document, document(key), key::text));
  }

  private boolean stores(RowKey key, Document document) {
    try {
      store().create(key, document);
      return true;
    } catch (StorageException e) {
      assertEquals(ErrorCode.INVALID_KEY, e.code(), () -> "key " + key + ": " + e);
      return false;
    }
  }

  @Case("K007")
  default void compositeKey_partitionsApart() {
    Optional<RowKey> one = harness().key("p1", "s");
    Optional<RowKey> other = harness().key("p2", "s");
    if (one.isEmpty() || other.isEmpty()) {
      failsUnsent(ErrorCode.INVALID_KEY, () -> store().put(RowKey.of("p1").and("s"), number(1)));
      ConformanceReport.refused("keys of two parts");
      return;
    }
    store().create(one.get(), number(1));
    store().create(other.get(), number(2));
    List<Optional<Row>> rows = store().batchGet(List.of(one.get(), other.get()), fresh());
    assertEquals(number(1), rows.get(0).orElseThrow().document());
    assertEquals(number(2), rows.get(1).orElseThrow().document());
    store().delete(one.get());
    assertEquals(number(2), document(other.get()));
  }

  @Case("K008")
  default void keySize_edgeFitsOneMoreIsRefused() {
    long most = Math.min(store().capabilities().limits().maxKeyBytes(), 1 << 16);
    int fixed = key("k").size() - 1;
    RowKey longest = key("k".repeat((int) most - fixed));
    if (most == store().capabilities().limits().maxKeyBytes()) {
      RowKey tooLong = key("k".repeat((int) most - fixed + 1));
      failsUnsent(
          ErrorCode.INVALID_KEY,
          () -> store().put(tooLong, number(1)),
          () -> store().get(tooLong),
          () -> store().delete(tooLong));
    }
    store().put(longest, number(1));
    assertEquals(number(1), document(longest));
  }

  @Case("K009")
  default void generatedKey_unique() throws Exception {
    Document document = number(1);
    RowOptions options = RowOptions.defaults();
    if (!hasOrRefuses(
        KvFeature.GENERATED_KEYS, () -> store().createWithGeneratedKey(document, options))) {
      return;
    }
    List<Row> rows = together(16, () -> store().createWithGeneratedKey(document, options));
    Set<RowKey> keys = new HashSet<>();
    for (Row row : rows) {
      assertTrue(keys.add(row.key()), () -> row.key() + " was given twice");
      assertEquals(row, row(row.key()));
    }
  }
}
