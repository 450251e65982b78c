package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import dev.stowage.blob.SignRequest;
import dev.stowage.conformance.Case;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Views: the part under a prefix, and the read-only one. */
public interface ScopeContract extends BlobContract {
  @Case("B024")
  default void within_everyCall_isRelative(Bench bench) {
    BlobStore scope = bench.store().within("s/");
    bench.putAll("outside", "s/", "t/x");
    scope.put("a", BlobBody.of("1"));
    scope.copy("a", "b");
    scope.move("b", "dir/c");
    assertEquals("1", bench.text("s/a"));
    assertEquals("1", bench.text("s/dir/c"));
    assertEquals("a", scope.find("a").orElseThrow().key());
    assertFalse(scope.exists("outside"));
    assertEquals(
        List.of("a", "dir/c"),
        Bench.keys(scope, ListRequest.of("")).stream().filter(k -> !k.isEmpty()).toList());
    assertEquals(List.of("dir/"), scope.listPage(ListRequest.of("").withDelimiter("/")).prefixes());
    assertTrue(scope.deleteAll(List.of("a", "dir/c")).stream().allMatch(r -> r.deleted()));
    assertEquals(List.of("outside", "s/", "t/x"), bench.keys(""));
  }

  @Case("B024")
  default void within_cannotBeLeft(Bench bench) {
    BlobStore scope = bench.store().within("s/");
    bench.put("x", "outside");
    for (String key : List.of("../x", "/../x", "./../x", "..")) {
      if (AwkwardKeys.isLegal(bench, "s/" + key)) {
        assertFalse(scope.exists(key), key);
        scope.put(key, BlobBody.of("inside"));
        assertEquals("inside", bench.text("s/" + key));
      } else {
        Expect.failure(ErrorCode.INVALID_KEY, () -> scope.put(key, BlobBody.of("inside")));
      }
    }
    assertEquals("outside", bench.text("x"));
    scope.deletePrefix("");
    assertEquals(List.of("x"), bench.keys(""));
  }

  @Case("B024")
  default void within_cursors_areGoodInTheScope(Bench bench) {
    bench.putAll("s/a", "s/b", "s/c", "r", "t");
    ListRequest two = ListRequest.of("").withPageSize(2);
    ListPage first = bench.store().within("s/").listPage(two);
    assertEquals(List.of("a", "b"), first.blobs().stream().map(b -> b.key()).toList());
    ListPage rest =
        bench.second().within("s/").listPage(two.withCursor(first.cursor().orElseThrow()));
    assertEquals(List.of("c"), rest.blobs().stream().map(b -> b.key()).toList());
    if (bench.has(BlobFeature.START_AFTER)) {
      assertEquals(
          List.of("c"),
          Bench.keys(bench.store().within("s/"), ListRequest.of("").withStartAfter("b")));
    }
    if (bench.has(BlobFeature.SIGNED_URLS)) {
      var signer = bench.store().within("s/").urlSigner().orElseThrow();
      String path = signer.sign(SignRequest.get("a", Duration.ofMinutes(1))).uri().getPath();
      assertTrue(path.endsWith("s/a"), "the whole key must be signed");
    }
  }

  @Case("B025")
  default void within_nested_composes(Bench bench) {
    BlobStore nested = bench.store().within("a/").within("b/");
    BlobStore direct = bench.store().within("a/b/");
    nested.put("k", BlobBody.of("x"));
    nested.copy("k", "l");
    assertEquals("x", bench.text("a/b/l"));
    assertEquals(List.of("k", "l"), Bench.keys(direct, ListRequest.of("")));
    assertEquals(List.of("k", "l"), Bench.keys(nested, ListRequest.of("")));
    assertTrue(nested.deleteAll(List.of("k")).get(0).deleted());
    assertFalse(direct.exists("k"));
    assertEquals(1, direct.deletePrefix(""));
    assertEquals(List.of(), bench.keys(""));
    bench.put("partial-segment", "x");
    assertTrue(bench.store().within("partial-").exists("segment"));
  }

  @Case("B026")
  default void readOnly_everyChange_isRefused(Bench bench) {
    bench.putAll("k", "source", "dir/x");
    Map<String, String> before = bench.snapshot();
    for (BlobStore view :
        List.of(
            bench.store().readOnly(),
            bench.store().readOnly().within("dir/"),
            bench.store().within("").readOnly())) {
      EveryCall.changes(bench)
          .forEach(
              (name, call) ->
                  Expect.refusal(bench, ErrorCode.READ_ONLY, name, () -> call.on(view, "x")));
      Expect.refusal(bench, ErrorCode.READ_ONLY, "deletePrefix", () -> view.deletePrefix("x"));
      Expect.refusal(bench, ErrorCode.READ_ONLY, "deleteAll", () -> view.deleteAll(List.of("x")));
      if (bench.has(BlobFeature.MULTIPART)) {
        Expect.refusal(
            bench,
            ErrorCode.READ_ONLY,
            "abort uploads",
            () -> view.multipartUploads().orElseThrow().abortOlderThan("", Duration.ZERO));
      }
      Expect.refusal(bench, ErrorCode.READ_ONLY, "move from", () -> view.move("x", "y"));
    }
    assertEquals(before, bench.snapshot());
    BlobStore view = bench.store().readOnly();
    Expect.content(bench.bytes("k"), view, "k");
    assertEquals(bench.keys(""), Bench.keys(view, ListRequest.of("")));
    assertTrue(view.exists("dir/x"));
    assertEquals(
        4, view.readRanges("k", List.of(dev.stowage.blob.ByteRange.of(0, 4))).get(0).length);
    bench.store().copyFrom(view, "k", "copy", dev.stowage.blob.CopyOptions.defaults());
    assertEquals("content of k", bench.text("copy"));
  }
}
