package dev.stowage.conformance.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.conformance.Case;
import dev.stowage.kv.Document;
import dev.stowage.kv.ReadOptions;
import dev.stowage.kv.Revision;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.RowOptions;

/** Create, put, replace, get, delete. */
public interface KvWriteContract extends KvContract {
  @Case("K010")
  default void createNew_stored() {
    Document document = Document.empty().with("name", "a").with("n", 1);
    Revision revision = store().create(key("a"), document);
    Row row = row(key("a"));
    assertEquals(key("a"), row.key());
    assertEquals(document, row.document());
    assertEquals(revision, row.revision());
    assertTrue(row.expiresAt().isEmpty());
    assertEquals(row, harness().other().get(key("a"), fresh()).orElseThrow());
  }

  @Case("K011")
  default void createExisting_alreadyExists() {
    store().create(key("a"), number(1));
    Row before = row(key("a"));
    StorageException failure =
        fails(ErrorCode.ALREADY_EXISTS, () -> store().create(key("a"), number(2)));
    assertEquals(key("a").text(), failure.key().orElseThrow());
    assertEquals(before, row(key("a")));
    store().delete(key("a"));
    store().create(key("a"), number(3));
    assertEquals(number(3), document(key("a")));
  }

  @Case("K012")
  default void createWithRevision_invalidArgument() {
    Revision revision = store().put(key("a"), number(1));
    RowOptions options = RowOptions.defaults().ifRevision(revision);
    failsUnsent(
        ErrorCode.INVALID_ARGUMENT,
        () -> store().create(key("a"), number(2), options),
        () -> store().create(key("b"), number(2), options));
    assertEquals(number(1), document(key("a")));
  }

  @Case("K013")
  default void put_replacesTheWholeRow() {
    store().put(key("a"), Document.empty().with("old", 1).with("both", 1).with("in.old", 1));
    Document second = Document.empty().with("both", 2).with("in.fresh", 2);
    store().put(key("a"), second);
    assertEquals(second, document(key("a")));
    store().put(key("a"), Document.empty());
    assertEquals(Document.empty(), document(key("a")));
  }

  @Case("K014")
  default void replace_onlyWhatIsThere() {
    fails(ErrorCode.NOT_FOUND, () -> store().replace(key("a"), number(1)));
    assertTrue(store().get(key("a"), fresh()).isEmpty());
    store().put(key("a"), Document.empty().with("old", 1));
    store().replace(key("a"), number(2));
    assertEquals(number(2), document(key("a")));
  }

  @Case("K015")
  default void getMissing_empty() {
    assertTrue(store().get(key("a")).isEmpty());
    assertTrue(store().get(key("a"), ReadOptions.defaults().withFields("n")).isEmpty());
  }

  @Case("K016")
  default void getSelectedFields_onlyThose() {
    RowKey key = key("a");
    Document whole =
        Document.empty()
            .with("name", "x")
            .with("address.city", "Bonn")
            .with("address.street", "y")
            .with("tags", java.util.List.of(1, 2))
            .with("nothing", null);
    store().put(key, whole);
    Row some =
        store()
            .get(key, fresh().withFields("address.city", "tags", "nothing", "Name", "no.such"))
            .orElseThrow();
    Document expected =
        Document.empty()
            .with("address.city", "Bonn")
            .with("tags", java.util.List.of(1, 2))
            .with("nothing", null);
    assertEquals(expected, some.document());
    assertEquals(key, some.key());
    assertEquals(row(key).revision(), some.revision());
    assertEquals(
        java.util.Optional.of(expected),
        store()
            .batchGet(java.util.List.of(key), fresh().withFields("address.city", "tags", "nothing"))
            .get(0)
            .map(Row::document));
  }

  @Case("K017")
  default void delete_existingAndMissing() {
    store().put(key("a"), number(1));
    store().put(key("b"), number(2));
    store().delete(key("a"));
    assertTrue(store().get(key("a"), fresh()).isEmpty());
    int before = harness().requests().size();
    store().delete(key("a"));
    store().delete(key("never"));
    assertEquals(before + 2, harness().requests().size(), "one request each");
    assertEquals(number(2), document(key("b")));
  }
}
