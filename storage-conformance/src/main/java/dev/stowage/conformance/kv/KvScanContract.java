package dev.stowage.conformance.kv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.conformance.Case;
import dev.stowage.kv.KeyRange;
import dev.stowage.kv.KvFeature;
import dev.stowage.kv.KvStore;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.ScanPage;
import dev.stowage.kv.ScanRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;

/** Rows one after the other. */
public interface KvScanContract extends KvContract {
  /** The second and third are in one order in UTF-8 and in the other in UTF-16. */
  List<String> SCANNED =
      List.of("a", "\uff5e", "\ud83d\ude00", "a/1", "a/2", "a/10", "aa", "B", "b", "~", "\u00e9");

  private TreeSet<RowKey> fill() {
    TreeSet<RowKey> keys = new TreeSet<>();
    for (String text : SCANNED) {
      keys.add(key(text));
      store().put(key(text), number(1));
    }
    return keys;
  }

  private ScanRequest everything() {
    return ScanRequest.of(harness().orderedRange());
  }

  private static List<RowKey> keysOf(Collection<Row> rows) {
    return rows.stream().map(Row::key).toList();
  }

  /** Every page by another handle, as if each came to another process. */
  private List<RowKey> paged(ScanRequest request) {
    List<RowKey> found = new ArrayList<>();
    KvStore[] handles = {store(), harness().other()};
    ScanRequest next = request;
    for (int page = 0; ; page++) {
      ScanPage rows = handles[page % 2].scanPage(next);
      assertTrue(rows.rows().size() <= request.limit());
      found.addAll(keysOf(rows.rows()));
      assertTrue(page < 100, "the scan does not end");
      if (rows.cursor().isEmpty()) {
        return found;
      }
      next = request.withCursor(rows.cursor().get());
    }
  }

  @Case("K057")
  default void scan_completeInOrderAtAnyPageSize() {
    List<RowKey> expected = new ArrayList<>(fill());
    assertEquals(expected, keysOf(store().scan(everything()).toList()));
    for (int size = 1; size <= expected.size() + 1; size++) {
      assertEquals(expected, paged(everything().withLimit(size)), "pages of " + size);
      List<Row> first = store().scan(everything().withLimit(size)).toList();
      assertEquals(expected.subList(0, Math.min(size, expected.size())), keysOf(first));
    }
    assertEquals(
        new HashSet<>(expected), new HashSet<>(paged(everything().inAnyOrder().withLimit(2))));
    if (!has(KvFeature.ORDERED_SCAN)) {
      List<String> before = harness().requests();
      fails(ErrorCode.UNSUPPORTED, () -> store().scan(ScanRequest.all()).count());
      assertEquals(before, harness().requests());
      assertTrue(store().scan(ScanRequest.all().inAnyOrder()).count() >= expected.size());
    }
  }

  @Case("K057")
  default void scanOfRange_exactlyThat() {
    TreeSet<RowKey> all = fill();
    KeyRange range = harness().orderedRange();
    assertEquals(
        List.of(key("a/1"), key("a/10"), key("a/2")),
        paged(ScanRequest.of(range.startingWith("a/")).withLimit(2)));
    assertEquals(List.of(), paged(ScanRequest.of(range.startingWith("nothing")).withLimit(2)));
    RowKey from = key("a/10");
    RowKey to = key("~");
    assertEquals(
        new ArrayList<>(all.subSet(from, to)),
        paged(ScanRequest.of(range.from(from).to(to)).withLimit(2)));
    assertEquals(
        new ArrayList<>(all.tailSet(key("aaa"))),
        paged(ScanRequest.of(range.from(key("aaa"))).withLimit(3)));
    assertEquals(
        List.of(key("a"), key("a/1")),
        paged(ScanRequest.of(range.startingWith("a").to(from)).withLimit(1)));
  }

  @Case("K057")
  default void foreignCursor_invalidArgument() {
    fill();
    ScanRequest request = everything().withLimit(2);
    String cursor = store().scanPage(request).cursor().orElseThrow();
    ScanRequest other = ScanRequest.of(harness().orderedRange().startingWith("a")).withLimit(2);
    fails(ErrorCode.INVALID_ARGUMENT, () -> store().scanPage(other.withCursor(cursor)));
    for (String wrong : List.of("", "x", "not a cursor", cursor + "AAAA", cursor.substring(2))) {
      fails(ErrorCode.INVALID_ARGUMENT, () -> store().scanPage(request.withCursor(wrong)));
    }
    fails(ErrorCode.INVALID_ARGUMENT, () -> request.withLimit(0));
  }

  @Case("K058")
  default void changesBetweenPages_laterRowsStillCome() {
    List<RowKey> keys = new ArrayList<>(fill());
    ScanRequest request = everything().withLimit(3);
    ScanPage first = store().scanPage(request);
    assertEquals(keys.subList(0, 3), keysOf(first.rows()));
    store().delete(keys.get(1));
    store().delete(keys.get(2));
    store().delete(keys.get(3));
    RowKey inserted = key("a/3");
    store().put(inserted, number(1));
    RowKey before = key("A");
    store().put(before, number(1));
    TreeSet<RowKey> expected = new TreeSet<>(keys.subList(4, keys.size()));
    expected.add(inserted);
    List<RowKey> rest = new ArrayList<>();
    ScanPage page = store().scanPage(request.withCursor(first.cursor().orElseThrow()));
    rest.addAll(keysOf(page.rows()));
    while (page.cursor().isPresent()) {
      page = store().scanPage(request.withCursor(page.cursor().get()));
      rest.addAll(keysOf(page.rows()));
    }
    rest.removeIf(key -> key.compareTo(keys.get(2)) <= 0);
    assertEquals(new ArrayList<>(expected), rest);
  }

  @Case("K058")
  default void stream_lazy() {
    fill();
    int before = harness().requests().size();
    var stream = store().scan(everything());
    assertEquals(before, harness().requests().size(), "nothing is read before it is asked for");
    Iterator<Row> rows = stream.iterator();
    assertTrue(rows.hasNext());
    assertEquals(before + 1, harness().requests().size());
    stream.close();
  }
}
