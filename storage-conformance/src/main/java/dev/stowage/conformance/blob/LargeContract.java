package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobLimits;
import dev.stowage.blob.BlobWriter;
import dev.stowage.blob.ListRequest;
import dev.stowage.blob.PutOptions;
import dev.stowage.conformance.Case;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/** Memory, size and number: small variants that prove the mechanism, and long ones. */
public interface LargeContract extends BlobContract {
  @Case("B034")
  @Tag("long")
  default void writer_aMillionBytesOneByOne_andOneOf64MiB(Bench bench) throws IOException {
    try (BlobWriter out = bench.store().openWriter("small")) {
      for (int i = 0; i < 1_000_000; i++) {
        out.write(i);
      }
      out.commit();
    }
    try (BlobWriter out = bench.store().openWriter("large")) {
      out.write(new byte[64 << 20]);
      out.commit();
    }
    assertEquals(1_000_000, bench.info("small").size());
    assertEquals(64 << 20, bench.info("large").size());
  }

  private static void streams(Bench bench, int partSize, long size) {
    Ahead source = new Ahead(bench, size);
    bench.store().put("k", BlobBody.once(source), PutOptions.defaults().withPartSize(partSize));
    assertEquals(size, bench.info("k").size());
    long bound = 10L * partSize + (1 << 20);
    assertTrue(source.most() <= bound, () -> source.most() + " bytes were held; at most " + bound);
  }

  @Case("B056")
  default void put_unknownLength_holdsAFewPartsOnly(Bench bench) {
    int part = Math.max(bench.partSize(), 128 * 1024);
    streams(bench, part, 30L * part + 1);
  }

  @Case("B056")
  @Tag("long")
  default void put_96MiB_holdsAFewPartsOnly(Bench bench) {
    streams(bench, Math.max(bench.partSize(), 4 << 20), 96L << 20);
  }

  @Case("B058")
  default void put_moreThanFits_isRefusedBeforeReading(Bench bench) {
    BlobLimits limits = bench.limits();
    long most =
        bench.has(BlobFeature.MULTIPART)
            ? Math.max(limits.maxPutSize(), saturated(limits.maxPartSize(), limits.maxParts()))
            : limits.maxPutSize();
    if (most == Long.MAX_VALUE) {
      IOException stop = new IOException("nobody has so many bytes");
      BlobBody endless = BlobBody.of(Long.MAX_VALUE, () -> Sources.failingAt(1000, stop));
      Expect.causedBy(
          stop, assertThrows(StorageException.class, () -> bench.store().put("k", endless)));
    } else {
      BlobBody tooMuch =
          BlobBody.of(
              most + 1,
              () -> {
                throw new AssertionError("the body must not be opened");
              });
      Expect.refusal(
          bench, ErrorCode.TOO_LARGE, most + 1 + " bytes", () -> bench.store().put("k", tooMuch));
    }
    assertEquals(List.of(), bench.keys(""));
    assertEquals(List.of(), bench.pending());
  }

  private static long saturated(long size, int count) {
    return size > Long.MAX_VALUE / count ? Long.MAX_VALUE : size * count;
  }

  @Case("B105")
  @Tag("long")
  default void list_manyEntries_holdsTwoPages(Bench bench) {
    fill(bench, 20_000);
    bench.log().clear();
    try (Stream<BlobInfo> all = bench.store().list(ListRequest.of("").withPageSize(500))) {
      Iterator<BlobInfo> blobs = all.iterator();
      for (int taken = 1; taken <= 20_000; taken++) {
        blobs.next();
        long pages = bench.log().count(Operation.LIST);
        assertTrue(pages * 500 <= taken + 1000, () -> "too far ahead: " + pages + " pages");
      }
    }
    assertEquals(40, bench.log().count(Operation.LIST));
  }

  private static List<String> fill(Bench bench, int count) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String key = "many/" + Integer.toString((int) (i * 7919L % count) + count, 36);
      keys.add(key);
      bench.store().put(key, BlobBody.of("x"));
    }
    return Utf8Order.sorted(keys);
  }

  @Case("B106")
  default void list_twoThousandKeys_completeAndOrdered(Bench bench) {
    List<String> keys = fill(bench, 2003);
    assertEquals(keys, bench.keys(""));
    assertEquals(keys, bench.keys("many/"));
  }

  @Case("B106")
  @Tag("long")
  default void list_aHundredThousandKeys_completeAndOrdered(Bench bench) {
    List<String> keys = fill(bench, 100_003);
    assertEquals(keys, bench.keys(""));
    assertEquals(100_003, bench.store().deletePrefix("many/"));
    assertEquals(List.of(), bench.keys(""));
  }
}
