package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.PutOptions;
import dev.stowage.conformance.Case;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What is known of a blob. */
public interface StatContract extends BlobContract {
  @Case("B086")
  default void find_fields(Bench bench) {
    bench.put("k", "content");
    BlobInfo info = bench.info("k");
    assertEquals("k", info.key());
    assertEquals(7, info.size());
    assertFalse(info.etag().isEmpty());
    assertFalse(info.contentType().isEmpty());
    Duration skew = Duration.between(info.modified(), Instant.now()).abs();
    assertTrue(skew.compareTo(Duration.ofMinutes(10)) < 0, () -> "modified " + info.modified());
    info.created().ifPresent(created -> assertFalse(created.isAfter(info.modified())));
    info.checksums()
        .forEach(
            (algorithm, sum) ->
                assertEquals(
                    Sums.of(algorithm, "content".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                    sum));
  }

  @Case("B087")
  default void find_missing_isEmptyInOneRequest(Bench bench) {
    bench.put("dir/x", "below");
    for (String key : new String[] {"absent", "dir", "di"}) {
      bench.log().clear();
      assertTrue(bench.store().find(key).isEmpty(), key);
      assertEquals(1, bench.log().size(), () -> "requests: " + bench.log());
      bench.log().clear();
      assertFalse(bench.store().exists(key), key);
      assertEquals(1, bench.log().size(), () -> "requests: " + bench.log());
    }
    assertTrue(bench.store().exists("dir/x"));
  }

  @Case("B088")
  default void etag_changesWithContentOnly(Bench bench) throws IOException {
    String first = bench.put("k", "first").etag();
    GetOptions range = GetOptions.defaults().withRange(ByteRange.of(1, 2));
    try (BlobReader reader = bench.store().get("k", range)) {
      assertEquals(first, reader.info().etag());
      assertEquals(2, reader.bytes().length);
    }
    bench.store().list("").forEach(blob -> assertEquals(first, blob.etag()));
    assertEquals(first, bench.info("k").etag());
    assertEquals(first, bench.second().find("k").orElseThrow().etag());
    String second = bench.put("k", "other").etag();
    assertNotEquals(first, second);
    assertEquals(second, bench.info("k").etag());
  }

  @Case("B090")
  default void results_areImmutable(Bench bench) {
    Map<String, String> mine = new HashMap<>(Map.of("a", "1"));
    PutOptions options = PutOptions.defaults();
    if (bench.has(BlobFeature.METADATA)) {
      options = options.withMetadata(mine);
      mine.put("b", "2");
    }
    byte[] bytes = {1, 2, 3};
    bench.store().put("k", BlobBody.of(bytes), options);
    bytes[0] = 9;
    Expect.content(new byte[] {1, 2, 3}, bench.store(), "k");
    bench.bytes("k")[1] = 9;
    Expect.content(new byte[] {1, 2, 3}, bench.store(), "k");
    BlobInfo info = bench.info("k");
    assertEquals(bench.has(BlobFeature.METADATA) ? Map.of("a", "1") : Map.of(), info.metadata());
    assertThrows(UnsupportedOperationException.class, () -> info.metadata().put("x", "y"));
    assertThrows(UnsupportedOperationException.class, () -> info.tags().put("x", "y"));
    assertThrows(UnsupportedOperationException.class, () -> info.checksums().clear());
    assertThrows(
        UnsupportedOperationException.class, () -> bench.store().capabilities().features().clear());
    bench.store().copy("k", "copy");
    bench.store().delete("k");
    Expect.content(new byte[] {1, 2, 3}, bench.store(), "copy");
  }
}
