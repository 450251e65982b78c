package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobWriter;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.conformance.Case;
import java.io.IOException;

/** What a write says of what it wrote. */
public interface WriteResultContract extends BlobContract {
  @Case("B046")
  default void put_result_equalsStat(Bench bench) throws IOException {
    sameAsStat(bench, bench.put("k", "content"));
    try (BlobWriter writer =
        bench.store().openWriter("k", PutOptions.defaults().withPartSize(bench.partSize()))) {
      writer.write(Expect.bytes(2 * bench.partSize() + 1, 46));
      sameAsStat(bench, writer.commit());
    }
  }

  private static void sameAsStat(Bench bench, PutResult result) {
    BlobInfo info = bench.info("k");
    assertEquals(info.size(), result.size());
    assertEquals(info.etag(), result.etag());
    if (result.version().isPresent()) {
      assertEquals(info.version(), result.version());
    }
    if (result.modified().isPresent()) {
      assertEquals(info.modified(), result.modified().get());
    }
    result
        .checksums()
        .forEach(
            (algorithm, sum) ->
                assertTrue(
                    !info.checksums().containsKey(algorithm)
                        || info.checksums().get(algorithm).equals(sum),
                    algorithm + " differs"));
  }
}
