package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import dev.stowage.conformance.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Listings: complete, in UTF-8 order, on every page. */
public interface ListContract extends BlobContract {
  /** Keys that sort differently by UTF-16, and around the slash. */
  static List<String> tricky(Bench bench) {
    return Stream.of(
            "t/1",
            "t/2",
            "t!x",
            "t-y",
            "t",
            "t.z",
            "t0",
            "u\uFFFDa",
            "u\uD83D\uDE00a",
            "u\uE000",
            "uz",
            "\u00e9",
            "e",
            "Z",
            "a/b/c",
            "a/b-d",
            "a/b",
            "a-b")
        .filter(key -> AwkwardKeys.isLegal(bench, key))
        .toList();
  }

  private static List<String> putTricky(Bench bench) {
    List<String> keys = tricky(bench);
    keys.forEach(key -> bench.put(key, key));
    return Utf8Order.sorted(keys);
  }

  private static List<String> withPrefix(List<String> keys, String prefix) {
    return keys.stream().filter(key -> key.startsWith(prefix)).toList();
  }

  @Case("B091")
  default void list_byPrefix(Bench bench) {
    assertEquals(List.of(), bench.keys(""));
    assertEquals(0, bench.store().listPage(ListRequest.of("")).blobs().size());
    bench.putAll("foo", "foobar", "foo/x", "fo", "other");
    assertEquals(List.of("fo", "foo", "foo/x", "foobar", "other"), bench.keys(""));
    assertEquals(List.of("foo", "foo/x", "foobar"), bench.keys("foo"));
    assertEquals(List.of("foo/x"), bench.keys("foo/"));
    assertEquals(List.of("other"), bench.keys("other"));
    assertEquals(List.of(), bench.keys("nothing"));
    assertEquals(List.of(), bench.keys("foobarx"));
  }

  @Case("B092")
  default void listPage_everySize_isTheSame(Bench bench) {
    bench.putAll("a", "b", "c", "d", "e", "f", "g");
    for (int size = 1; size <= 8; size++) {
      Pages pages = Pages.of(bench.store(), ListRequest.of("").withPageSize(size));
      assertEquals(List.of("a", "b", "c", "d", "e", "f", "g"), pages.keys(), "size " + size);
      int pageSize = size;
      int least = (7 + size - 1) / size;
      assertTrue(
          pages.count() >= least && pages.count() <= least + 1,
          () -> pages.count() + " pages of " + pageSize);
    }
    ListPage first = bench.store().listPage(ListRequest.of("").withPageSize(3));
    ListPage second =
        bench
            .second()
            .listPage(ListRequest.of("").withPageSize(3).withCursor(first.cursor().orElseThrow()));
    assertEquals("d", second.blobs().get(0).key(), "a cursor is good in another process");
  }

  @Case("B093")
  default void list_order_isThatOfUtf8(Bench bench) {
    List<String> sorted = putTricky(bench);
    assertEquals(sorted, bench.keys(""));
    assertEquals(withPrefix(sorted, "u"), bench.keys("u"));
    assertEquals(withPrefix(sorted, "t"), bench.keys("t"));
    for (int size = 1; size <= 4; size++) {
      assertEquals(sorted, Pages.of(bench.store(), ListRequest.of("").withPageSize(size)).keys());
    }
  }

  @Case("B094")
  default void listPage_everySize_losesNothing(Bench bench) {
    List<String> sorted = putTricky(bench);
    ListRequest flat = ListRequest.of("");
    ListRequest folded = flat.withDelimiter("/");
    for (int size = 1; size <= 10; size++) {
      String where = "page size " + size;
      assertEquals(sorted, Pages.of(bench.store(), flat.withPageSize(size)).keys(), where);
      Pages pages = Pages.of(bench.store(), folded.withPageSize(size));
      assertEquals(sorted.stream().filter(key -> !key.contains("/")).toList(), pages.keys(), where);
      assertEquals(List.of("a/", "t/"), pages.prefixes(), where);
      assertEquals(
          withPrefix(sorted, "a/b"),
          Pages.of(bench.store(), ListRequest.of("a/b").withPageSize(size)).keys(),
          where);
    }
  }

  @Case("B099")
  default void list_prefixEqualToAKey(Bench bench) {
    bench.putAll("a/b", "a/bc", "a/b/d", "a/");
    assertEquals(List.of("a/b", "a/b/d", "a/bc"), bench.keys("a/b"));
    assertEquals(List.of("a/b/d"), bench.keys("a/b/"));
    assertEquals(List.of("a/", "a/b", "a/b/d", "a/bc"), bench.keys("a/"));
  }

  @Case("B100")
  default void listPage_changesInBetween_loseNothingAfterTheCursor(Bench bench) {
    bench.putAll("b", "d", "f", "h", "j");
    ListRequest two = ListRequest.of("").withPageSize(2);
    ListPage first = bench.store().listPage(two);
    assertEquals(List.of("b", "d"), first.blobs().stream().map(BlobInfo::key).toList());
    bench.putAll("a", "c", "g");
    bench.store().delete("d");
    bench.store().delete("h");
    List<String> rest = new ArrayList<>();
    String cursor = first.cursor().orElse("");
    while (!cursor.isEmpty()) {
      ListPage page = bench.store().listPage(two.withCursor(cursor));
      page.blobs().forEach(blob -> rest.add(blob.key()));
      cursor = page.cursor().orElse("");
    }
    assertEquals(List.of("f", "g", "j"), rest);
  }

  @Case("B101")
  default void list_startAfter(Bench bench) {
    bench.putAll("a", "b", "p/1", "p/2", "p/3", "q");
    BlobStore store = bench.store();
    ListRequest all = ListRequest.of("");
    if (bench.refuses(BlobFeature.START_AFTER, () -> store.listPage(all.withStartAfter("a")))) {
      return;
    }
    assertEquals(
        List.of("b", "p/1", "p/2", "p/3", "q"), Bench.keys(store, all.withStartAfter("a")));
    assertEquals(List.of("p/1", "p/2", "p/3", "q"), Bench.keys(store, all.withStartAfter("c")));
    assertEquals(List.of(), Bench.keys(store, all.withStartAfter("q")));
    ListRequest under = ListRequest.of("p/");
    assertEquals(List.of("p/3"), Bench.keys(store, under.withStartAfter("p/2")));
    assertEquals(List.of("p/1", "p/2", "p/3"), Bench.keys(store, under.withStartAfter("a")));
    assertEquals(List.of(), Bench.keys(store, under.withStartAfter("q")));
    for (int size = 1; size <= 4; size++) {
      assertEquals(
          List.of("p/2", "p/3", "q"),
          Pages.of(store, all.withStartAfter("p/1").withPageSize(size)).keys());
    }
    Pages folded = Pages.of(store, all.withDelimiter("/").withStartAfter("b").withPageSize(1));
    assertEquals(List.of("p/"), folded.prefixes());
    assertEquals(List.of("q"), folded.keys());
  }

  @Case("B102")
  default void list_fields_equalStat(Bench bench) {
    bench.put("a", Expect.bytes(100, 1));
    bench.put("dir/b", Expect.bytes(200, 2));
    assertEquals(2, bench.keys("").size());
    for (String key : bench.keys("")) {
      BlobInfo stat = bench.info(key);
      BlobInfo listed = bench.store().listPage(ListRequest.of(key)).blobs().get(0);
      assertEquals(stat.size(), listed.size());
      assertEquals(stat.etag(), listed.etag());
      long apart = Math.abs(stat.modified().toEpochMilli() - listed.modified().toEpochMilli());
      assertTrue(apart < 1000, "HTTP dates know seconds only, but no less");
      listed
          .checksums()
          .forEach((algorithm, sum) -> assertEquals(stat.checksums().get(algorithm), sum));
      listed.headers().contentType().ifPresent(type -> assertEquals(stat.contentType(), type));
    }
  }

  @Case("B103")
  default void list_awkwardKeys_exactly(Bench bench) {
    List<String> keys = AwkwardKeys.legal(bench);
    keys.forEach(key -> bench.put(key, "x"));
    List<String> sorted = Utf8Order.sorted(keys);
    assertEquals(sorted, bench.keys(""));
    assertEquals(sorted, Pages.of(bench.store(), ListRequest.of("").withPageSize(7)).keys());
    for (String key : keys) {
      assertEquals(withPrefix(sorted, key), bench.keys(key), key);
    }
  }
}
