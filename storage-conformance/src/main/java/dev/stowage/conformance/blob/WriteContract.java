package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.BlobWriter;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.conformance.Case;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Writing whole blobs from every kind of source, honest and not. */
public interface WriteContract extends BlobContract {
  @Case("B027")
  default void put_small_comesBack(Bench bench) {
    PutResult result = bench.put("k", "hello");
    assertEquals(5, result.size());
    assertEquals(5, bench.info("k").size());
    assertEquals("hello", bench.text("k"));
  }

  @Case("B028")
  default void put_empty_exists(Bench bench) throws IOException {
    BlobStore store = bench.store();
    store.put("bytes", BlobBody.of(new byte[0]));
    store.put("stream", BlobBody.once(new ByteArrayInputStream(new byte[0])));
    store.put("sized", BlobBody.once(new ByteArrayInputStream(new byte[0]), 0));
    store.put("publisher", BlobBody.once(Sources.publisher(new byte[0], 1)));
    try (BlobWriter writer = store.openWriter("writer")) {
      assertEquals(0, writer.commit().size());
    }
    List<String> keys = bench.keys("");
    assertEquals(List.of("bytes", "publisher", "sized", "stream", "writer"), keys);
    for (String key : keys) {
      assertEquals(0, bench.info(key).size(), key);
      Expect.content(new byte[0], store, key);
    }
  }

  @Case("B029")
  default void put_again_replaces(Bench bench) {
    bench.put("k", "a longer first content");
    BlobInfo first = bench.info("k");
    bench.put("k", "second");
    BlobInfo second = bench.info("k");
    assertEquals("second", bench.text("k"));
    assertEquals(6, second.size());
    assertNotEquals(first.etag(), second.etag());
    assertFalse(second.modified().isBefore(first.modified()));
    assertEquals(List.of("k"), bench.keys(""));
  }

  @Case("B030")
  default void put_everyKindOfSource_isTheSame(Bench bench, @TempDir Path directory)
      throws IOException {
    byte[] bytes = Expect.bytes(5000, 30);
    Map<String, BlobBody> bodies = Sources.ofEveryKind(bytes, directory.resolve("file"));
    assertEquals(15, bodies.size());
    for (Map.Entry<String, BlobBody> body : bodies.entrySet()) {
      assertEquals(5000, bench.store().put("k", body.getValue()).size(), body.getKey());
      Expect.content(bytes, bench.store(), "k", body.getKey());
      bench.store().delete("k");
    }
    Files.delete(directory.resolve("file.whole"));
  }

  @Case("B031")
  default void put_unknownLength_anySize(Bench bench) {
    int part = bench.partSize();
    for (int size : new int[] {0, 1, 100, part - 1, part, part + 1, 2 * part + 1}) {
      byte[] bytes = Expect.bytes(size, size);
      PutOptions options = PutOptions.defaults().withPartSize(part);
      PutResult result =
          bench.store().put("k", BlobBody.once(new ByteArrayInputStream(bytes)), options);
      assertEquals(size, result.size());
      assertEquals(size, bench.info("k").size());
      Expect.content(bytes, bench.store(), "k", size + " bytes");
    }
    assertEquals(List.of(), bench.pending());
  }

  @Case("B032")
  default void put_aroundEveryPartSize_isWhole(Bench bench) {
    int min = bench.partSize();
    for (int part : new int[] {min, min + min / 3, Integer.highestOneBit(min) * 2, min | 1}) {
      PutOptions options = PutOptions.defaults().withPartSize(part);
      for (int size : new int[] {part - 1, part, part + 1, 2 * part, 2 * part + 1}) {
        byte[] bytes = Expect.bytes(size, size);
        String where = size + " bytes in parts of " + part;
        bench.store().put("known", BlobBody.of(bytes), options);
        Expect.content(bytes, bench.store(), "known", where);
        bench.store().put("unknown", BlobBody.once(Sources.chunked(bytes, 9999)), options);
        Expect.content(bytes, bench.store(), "unknown", where);
      }
    }
    assertEquals(List.of("known", "unknown"), bench.keys(""));
    assertEquals(List.of(), bench.pending());
  }

  @Case("B033")
  default void put_tinyReads_areAwaited(Bench bench) {
    byte[] bytes = Expect.bytes(3000, 33);
    bench.store().put("unknown", BlobBody.once(Sources.chunked(bytes, 1)));
    bench.store().put("known", BlobBody.once(Sources.chunked(bytes, 1), bytes.length));
    bench.store().put("again", BlobBody.of(bytes.length, () -> Sources.chunked(bytes, 1)));
    for (String key : List.of("unknown", "known", "again")) {
      Expect.content(bytes, bench.store(), key);
    }
  }

  @Case("B036")
  default void put_sourceThrows_publishesNothing(Bench bench) {
    bench.put("old", "old");
    int part = bench.partSize();
    PutOptions options = PutOptions.defaults().withPartSize(part);
    for (int at : new int[] {0, 1, 2 * part + part / 2}) {
      IOException boom = new IOException("boom at " + at);
      for (String key : List.of("old", "new")) {
        Expect.causedBy(
            boom, failing(bench, key, BlobBody.once(Sources.failingAt(at, boom)), options));
        BlobBody known = BlobBody.once(Sources.failingAt(at, boom), 3L * part);
        Expect.causedBy(boom, failing(bench, key, known, options));
        BlobBody again = BlobBody.of(3L * part, () -> Sources.failingAt(at, boom));
        Expect.causedBy(boom, failing(bench, key, again, options));
      }
    }
    assertEquals("old", bench.text("old"));
    assertEquals(List.of("old"), bench.keys(""));
    assertEquals(List.of(), bench.pending());
  }

  private static StorageException failing(
      Bench bench, String key, BlobBody body, PutOptions options) {
    return assertThrows(StorageException.class, () -> bench.store().put(key, body, options));
  }

  @Case("B037")
  default void put_sourceShorterThanDeclared_publishesNothing(Bench bench) {
    declared(bench, 1001);
  }

  @Case("B038")
  default void put_sourceLongerThanDeclared_publishesNothing(Bench bench) {
    declared(bench, 999);
    declared(bench, 0);
  }

  private static void declared(Bench bench, int size) {
    byte[] bytes = Expect.bytes(1000, 37);
    bench.put("old", "old");
    for (String key : List.of("old", "new")) {
      Expect.failure(
          ErrorCode.INVALID_ARGUMENT,
          () -> bench.store().put(key, BlobBody.once(new ByteArrayInputStream(bytes), size)));
      Expect.failure(
          ErrorCode.INVALID_ARGUMENT,
          () -> bench.store().put(key, BlobBody.of(size, () -> new ByteArrayInputStream(bytes))));
    }
    assertEquals("old", bench.text("old"));
    assertEquals(List.of("old"), bench.keys(""));
    assertEquals(List.of("old"), bench.raw().keys());
  }
}
