package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.CopyOptions;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.blob.WriteCondition;
import dev.stowage.conformance.Case;
import java.util.List;
import java.util.Map;

/** Copies and moves within a store. */
public interface CopyContract extends BlobContract {
  /** As many attributes as the store can keep. */
  static PutOptions attributes(Bench bench) {
    PutOptions options = PutOptions.defaults();
    if (bench.has(BlobFeature.HEADERS)) {
      options =
          options.withHeaders(
              options
                  .headers()
                  .withContentType("text/css")
                  .withCacheControl("no-store")
                  .withContentLanguage("de"));
    }
    if (bench.has(BlobFeature.METADATA)) {
      options = options.withMetadata(Map.of("colour", "Blue", "n", "1"));
    }
    return options;
  }

  private static PutResult copy(Bench bench, CopyOptions options) {
    return bench.store().copy("from", "to", options);
  }

  @Case("B114")
  default void copy_keepsEverything(Bench bench) {
    byte[] bytes = Expect.bytes(30_000, 114);
    bench.store().put("from", BlobBody.of(bytes), attributes(bench));
    BlobInfo source = bench.info("from");
    bench.put("existing", "to be replaced");
    for (String to : List.of("to", "existing", "deep/er")) {
      PutResult result = bench.store().copy("from", to);
      Expect.content(bytes, bench.store(), to);
      BlobInfo copy = bench.info(to);
      assertEquals(source.headers(), copy.headers(), to);
      assertEquals(source.metadata(), copy.metadata(), to);
      assertEquals(copy.etag(), result.etag(), to);
      Expect.copiedSize(bytes.length, result);
    }
    assertEquals(source.etag(), bench.info("from").etag());
    bench.store().delete("from");
    Expect.content(bytes, bench.store(), "to");
  }

  @Case("B115")
  default void copy_missingSource_leavesTheTarget(Bench bench) {
    bench.put("to", "kept");
    for (String to : List.of("to", "new")) {
      StorageException e =
          Expect.failure(ErrorCode.NOT_FOUND, () -> bench.store().copy("not-there", to));
      Expect.says("not-there", e);
      Expect.failure(ErrorCode.NOT_FOUND, () -> bench.store().move("not-there", to));
    }
    assertEquals("kept", bench.text("to"));
    assertEquals(List.of("to"), bench.keys(""));
  }

  @Case("B115")
  default void copy_ontoItself_isRefusedWithoutAChange(Bench bench) {
    bench.put("k", "content");
    Expect.refusal(bench, ErrorCode.INVALID_ARGUMENT, "copy", () -> bench.store().copy("k", "k"));
    Expect.refusal(bench, ErrorCode.INVALID_ARGUMENT, "move", () -> bench.store().move("k", "k"));
    assertEquals("content", bench.text("k"));
  }

  @Case("B116")
  default void copy_withChanges_changesOnlyThose(Bench bench) {
    bench.store().put("from", BlobBody.of("content"), attributes(bench));
    CopyOptions metadata =
        CopyOptions.defaults().withChanges(PutOptions.defaults().withMetadata(Map.of("New", "2")));
    if (bench.refuses(BlobFeature.METADATA, () -> copy(bench, metadata))) {
      return;
    }
    copy(bench, metadata);
    assertEquals(Map.of("new", "2"), bench.info("to").metadata());
    assertEquals(bench.info("from").headers(), bench.info("to").headers());
    if (bench.has(BlobFeature.HEADERS)) {
      copy(
          bench,
          CopyOptions.defaults().withChanges(PutOptions.defaults().withContentType("text/xml")));
      BlobInfo to = bench.info("to");
      assertEquals("text/xml", to.contentType());
      assertEquals("no-store", to.headers().cacheControl().orElse(""));
      assertEquals(Map.of("colour", "Blue", "n", "1"), to.metadata());
    }
    bench.store().copy("from", "from", metadata);
    assertEquals(Map.of("new", "2"), bench.info("from").metadata());
    assertEquals("content", bench.text("from"));
    Expect.refusal(
        bench,
        ErrorCode.INVALID_ARGUMENT,
        "reserved",
        () ->
            copy(
                bench,
                CopyOptions.defaults()
                    .withChanges(PutOptions.defaults().withMetadata(Map.of("stowage-x", "1")))));
  }

  @Case("B117")
  default void copy_conditionOnTarget(Bench bench) {
    bench.put("from", "content");
    CopyOptions absent = CopyOptions.defaults().withCondition(WriteCondition.ifAbsent());
    if (bench.refuses(BlobFeature.CONDITIONAL_COPY, () -> copy(bench, absent))) {
      return;
    }
    copy(bench, absent);
    assertEquals("content", bench.text("to"));
    bench.put("to", "kept");
    Expect.failure(ErrorCode.ALREADY_EXISTS, () -> copy(bench, absent));
    assertEquals("kept", bench.text("to"));
    String etag = bench.info("to").etag();
    if (bench.has(BlobFeature.REPLACE_IF_MATCH)) {
      CopyOptions stale = CopyOptions.defaults().withCondition(WriteCondition.ifMatch("\"stale\""));
      Expect.failure(ErrorCode.PRECONDITION_FAILED, () -> copy(bench, stale));
      assertEquals("kept", bench.text("to"));
      copy(bench, CopyOptions.defaults().withCondition(WriteCondition.ifMatch(etag)));
      assertEquals("content", bench.text("to"));
    }
  }

  @Case("B117")
  default void copy_conditionOnSource(Bench bench) {
    String stale = bench.put("from", "first").etag();
    String etag = bench.put("from", "second").etag();
    copy(bench, CopyOptions.defaults().withSourceIfMatch(etag));
    assertEquals("second", bench.text("to"));
    bench.put("to", "kept");
    Expect.failure(
        ErrorCode.PRECONDITION_FAILED,
        () -> copy(bench, CopyOptions.defaults().withSourceIfMatch(stale)));
    assertEquals("kept", bench.text("to"));
  }

  @Case("B118")
  default void copy_returns_onlyWhenReadable(Bench bench) {
    for (int i = 0; i < 20; i++) {
      String text = "content " + i;
      bench.put("from", text);
      PutResult result = bench.store().copy("from", "to" + i);
      assertEquals(result.etag(), bench.info("to" + i).etag());
      assertEquals(text, bench.text("to" + i));
    }
    assertEquals(21, bench.keys("").size());
  }

  @Case("B121")
  default void move_copiesAndDeletes(Bench bench) {
    bench.store().put("from", BlobBody.of("content"), attributes(bench));
    BlobInfo source = bench.info("from");
    bench.put("to", "to be replaced");
    bench.store().move("from", "to");
    assertFalse(bench.store().exists("from"));
    assertEquals("content", bench.text("to"));
    assertEquals(source.headers(), bench.info("to").headers());
    assertEquals(source.metadata(), bench.info("to").metadata());
  }

  @Case("B121")
  default void move_deleteFails_bothAreThereAndItIsSaid(Bench bench) {
    bench.put("from", "content");
    bench.faults().next(Fault.DENIED, Operation.DELETE);
    StorageException e =
        Expect.failure(ErrorCode.PERMISSION_DENIED, () -> bench.store().move("from", "target-key"));
    assertEquals(1, bench.faults().fired());
    Expect.says("from", e);
    Expect.says("target-key", e);
    assertEquals("content", bench.text("from"));
    assertEquals("content", bench.text("target-key"));
  }
}
