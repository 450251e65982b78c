package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.ListRequest;
import dev.stowage.conformance.Case;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Common prefixes, short pages, and listings that are only read as far as needed. */
public interface PagingContract extends BlobContract {
  private static Pages folded(Bench bench, String prefix, String delimiter, int size) {
    return Pages.of(
        bench.store(), ListRequest.of(prefix).withDelimiter(delimiter).withPageSize(size));
  }

  @Case("B095")
  default void delimiter_slash_reproducesTheTree(Bench bench) {
    List<String> keys =
        List.of("a", "b/c", "b/d/e", "b/d/f", "g/h", "dir2/i", "dir2/j/k/l", "b/d", "b");
    keys.forEach(key -> bench.put(key, key));
    Pages top = folded(bench, "", "/", 100);
    assertEquals(List.of("a", "b"), top.keys());
    assertEquals(List.of("b/", "dir2/", "g/"), top.prefixes());
    List<String> found = new ArrayList<>();
    walk(bench, "", found);
    assertEquals(new TreeSet<>(keys), new TreeSet<>(found));
    assertEquals(keys.size(), found.size());
    assertEquals(
        List.of("a", "b"),
        Bench.keys(bench.store(), ListRequest.of("").withDelimiter("/")),
        "the stream leaves common prefixes out");
  }

  private static void walk(Bench bench, String prefix, List<String> found) {
    Pages pages = folded(bench, prefix, "/", 2);
    found.addAll(pages.keys());
    pages.prefixes().forEach(below -> walk(bench, below, found));
  }

  @Case("B095")
  default void delimiter_any(Bench bench) {
    if (bench.refuses(BlobFeature.ANY_DELIMITER, () -> folded(bench, "", "--", 10))
        || bench.refuses(BlobFeature.ANY_DELIMITER, () -> folded(bench, "", "x", 10))) {
      return;
    }
    bench.putAll("a--b--c", "a--d", "a-e", "f--", "g");
    for (int size = 1; size < 5; size++) {
      Pages pages = folded(bench, "", "--", size);
      assertEquals(List.of("a--", "f--"), pages.prefixes());
      assertEquals(List.of("a-e", "g"), pages.keys());
    }
    assertEquals(List.of("a--b--"), folded(bench, "a--", "--", 10).prefixes());
    assertEquals(List.of("a--d"), folded(bench, "a--", "--", 10).keys());
    assertEquals(List.of("a-", "f-"), folded(bench, "", "-", 10).prefixes());
    Expect.failure(ErrorCode.INVALID_ARGUMENT, () -> ListRequest.of("").withDelimiter(""));
  }

  @Case("B096")
  default void delimiter_pagesOfOne_repeatAndLoseNothing(Bench bench) {
    bench.putAll("a/1", "a/2", "a/3", "b", "c/1", "c/2", "d/1/x", "d/2", "e");
    for (int size = 1; size <= 5; size++) {
      Pages pages = folded(bench, "", "/", size);
      assertEquals(List.of("a/", "c/", "d/"), pages.prefixes(), "page size " + size);
      assertEquals(List.of("b", "e"), pages.keys(), "page size " + size);
    }
    assertEquals(List.of("d/1/"), folded(bench, "d/", "/", 1).prefixes());
    assertEquals(List.of("d/2"), folded(bench, "d/", "/", 1).keys());
  }

  @Case("B097")
  default void delimiter_lastKeyDeleted_prefixIsGone(Bench bench) {
    bench.putAll("a/1", "a/2", "b");
    bench.store().delete("a/1");
    assertEquals(List.of("a/"), folded(bench, "", "/", 10).prefixes());
    bench.store().delete("a/2");
    assertEquals(List.of(), folded(bench, "", "/", 10).prefixes());
    assertEquals(List.of("b"), folded(bench, "", "/", 10).keys());
  }

  @Case("B098")
  default void delimiter_partialSegment(Bench bench) {
    bench.putAll("foo/1", "foo/2", "fob/1", "fongle/1", "fo", "fox", "fu/1");
    for (int size = 1; size <= 6; size++) {
      Pages pages = folded(bench, "fo", "/", size);
      assertEquals(List.of("fob/", "fongle/", "foo/"), pages.prefixes());
      assertEquals(List.of("fo", "fox"), pages.keys());
    }
  }

  @Case("B104")
  default void shortAndEmptyPages_loseNothing(Bench bench) {
    List<String> keys = Utf8Order.sorted(ListContract.tricky(bench));
    keys.forEach(key -> bench.put(key, key));
    bench.faults().always(Fault.SHORT_PAGE, Operation.LIST);
    assertEquals(keys, Bench.keys(bench.store(), ListRequest.of("").withPageSize(7)));
    assertEquals(keys, Pages.of(bench.store(), ListRequest.of("").withPageSize(6)).keys());
    Pages pages = folded(bench, "", "/", 4);
    assertEquals(List.of("a/", "t/"), pages.prefixes());
    bench.faults().clear();
    for (int i = 0; i < 3; i++) {
      bench.faults().next(Fault.EMPTY_PAGE, Operation.LIST);
    }
    assertEquals(keys, Bench.keys(bench.store(), ListRequest.of("").withPageSize(5)));
    bench.faults().next(Fault.EMPTY_PAGE, Operation.LIST);
    bench.faults().next(Fault.SHORT_PAGE, Operation.LIST);
    assertEquals(
        withPrefix(keys, "t"), Pages.of(bench.store(), ListRequest.of("t").withPageSize(5)).keys());
    assertTrue(bench.faults().fired() > 8);
  }

  private static List<String> withPrefix(List<String> keys, String prefix) {
    return keys.stream().filter(key -> key.startsWith(prefix)).toList();
  }

  @Case("B105")
  default void list_isLazyAndOnePageAheadAtMost(Bench bench) {
    for (int i = 0; i < 30; i++) {
      bench.put(String.format("k%02d", i), "x");
    }
    BlobStore store = bench.store();
    ListRequest fives = ListRequest.of("").withPageSize(5);
    bench.log().clear();
    try (Stream<BlobInfo> all = store.list(fives)) {
      Iterator<BlobInfo> blobs = all.iterator();
      for (int taken = 1; taken <= 30; taken++) {
        blobs.next();
        long pages = bench.log().count(Operation.LIST);
        int used = (taken + 4) / 5;
        assertTrue(pages <= used + 1L, () -> "too far ahead: " + bench.log());
      }
    }
    bench.log().clear();
    assertEquals(30, Bench.keys(store, fives).size());
    assertEquals(6, bench.log().count(Operation.LIST));
    if (bench.limits().maxPageSize() < Integer.MAX_VALUE) {
      assertEquals(
          30, Bench.keys(store, fives.withPageSize(bench.limits().maxPageSize() + 1)).size());
    }
    // Last, since what was asked for ahead may arrive after the stream is closed.
    bench.log().clear();
    try (Stream<BlobInfo> untouched = store.list(fives)) {
      assertTrue(bench.log().count(Operation.LIST) <= 1, "nothing was read yet");
      assertEquals(5, untouched.limit(5).count());
    }
    assertTrue(bench.log().count(Operation.LIST) <= 2, () -> "one page ahead: " + bench.log());
  }
}
