package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.PutOptions;
import dev.stowage.conformance.Case;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Other programs use the same container. */
public interface ForeignContract extends BlobContract {
  @Case("B022")
  default void foreignObject_isListedAndReadUnderItsOwnName(Bench bench) {
    List<String> keys = AwkwardKeys.legal(bench);
    Map<String, String> metadata =
        bench.has(BlobFeature.METADATA) ? Map.of("colour", "blue") : Map.of();
    for (String key : keys) {
      bench.raw().write(key, utf8("foreign " + key), "text/plain", metadata);
    }
    for (String key : keys) {
      assertEquals("foreign " + key, bench.text(key));
      BlobInfo info = bench.info(key);
      assertEquals("text/plain", info.contentType());
      assertEquals(metadata, info.metadata());
      assertTrue(bench.keys(key).contains(key), () -> "not listed: " + key);
    }
    assertEquals(keys.size(), bench.keys("").size());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Case("B023")
  default void ourObject_isSeenByOthers(Bench bench) {
    PutOptions options = PutOptions.defaults();
    if (bench.has(BlobFeature.METADATA)) {
      options = options.withMetadata(Map.of("Colour", "blue"));
    }
    for (String key : AwkwardKeys.legal(bench)) {
      bench.store().put(key, BlobBody.of("ours " + key), options);
      assertArrayEquals(utf8("ours " + key), bench.raw().read(key), key);
      if (bench.has(BlobFeature.METADATA)) {
        assertEquals("blue", bench.raw().metadata(key).get("colour"), key);
      }
    }
    assertEquals(AwkwardKeys.legal(bench).size(), bench.raw().keys().size());
  }
}
