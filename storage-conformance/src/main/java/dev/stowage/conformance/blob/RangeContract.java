package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.GetOptions;
import dev.stowage.conformance.Case;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reading parts of blobs. */
public interface RangeContract extends BlobContract {
  private static byte[] read(Bench bench, ByteRange range) {
    return Bench.bytes(bench.store(), "k", GetOptions.defaults().withRange(range));
  }

  private static void same(byte[] all, int from, int to, Bench bench, ByteRange range) {
    assertArrayEquals(Arrays.copyOfRange(all, from, to), read(bench, range), range::toString);
  }

  @Case("B070")
  default void range_inside(Bench bench) {
    byte[] all = Expect.bytes(1000, 70);
    bench.put("k", all);
    same(all, 10, 30, bench, ByteRange.of(10, 20));
    same(all, 990, 1000, bench, ByteRange.from(990));
    same(all, 0, 1000, bench, ByteRange.from(0));
    same(all, 500, 501, bench, ByteRange.of(500, 1));
    same(all, 0, 1, bench, ByteRange.of(0, 1));
    same(all, 999, 1000, bench, ByteRange.of(999, 1));
    same(all, 0, 1000, bench, ByteRange.of(0, 1000));
    same(all, 0, 1000, bench, ByteRange.all());
    same(all, 10, 10, bench, ByteRange.of(10, 0));
    same(all, 0, 0, bench, ByteRange.of(0, 0));
    Expect.failure(ErrorCode.INVALID_ARGUMENT, () -> ByteRange.of(-1, 5));
    Expect.failure(ErrorCode.INVALID_ARGUMENT, () -> ByteRange.of(5, -1));
    Expect.failure(ErrorCode.INVALID_ARGUMENT, () -> ByteRange.from(-1));
    Expect.failure(ErrorCode.INVALID_ARGUMENT, () -> ByteRange.last(-1));
    Expect.failure(
        ErrorCode.NOT_FOUND,
        () -> bench.store().get("no", GetOptions.defaults().withRange(ByteRange.of(0, 0))).close());
  }

  @Case("B071")
  default void range_atAndPastTheEnd(Bench bench) {
    byte[] all = Expect.bytes(100, 71);
    bench.put("k", all);
    same(all, 90, 100, bench, ByteRange.of(90, 11));
    same(all, 90, 100, bench, ByteRange.of(90, 1L << 40));
    same(all, 100, 100, bench, ByteRange.of(100, 5));
    same(all, 100, 100, bench, ByteRange.from(100));
    same(all, 100, 100, bench, ByteRange.of(100, 0));
    for (ByteRange past :
        List.of(ByteRange.of(101, 5), ByteRange.from(101), ByteRange.of(101, 0))) {
      Expect.failure(ErrorCode.RANGE_NOT_SATISFIABLE, past.toString(), () -> read(bench, past));
    }
    bench.put("k", new byte[0]);
    same(all, 0, 0, bench, ByteRange.of(0, 5));
    same(all, 0, 0, bench, ByteRange.from(0));
    Expect.failure(ErrorCode.RANGE_NOT_SATISFIABLE, () -> read(bench, ByteRange.of(1, 5)));
  }

  @Case("B072")
  default void range_suffix(Bench bench) {
    byte[] all = Expect.bytes(100, 72);
    bench.put("k", all);
    if (bench.refuses(BlobFeature.SUFFIX_RANGE, () -> read(bench, ByteRange.last(5)))) {
      return;
    }
    same(all, 95, 100, bench, ByteRange.last(5));
    same(all, 0, 100, bench, ByteRange.last(100));
    same(all, 0, 100, bench, ByteRange.last(101));
    same(all, 100, 100, bench, ByteRange.last(0));
    bench.put("k", new byte[0]);
    same(all, 0, 0, bench, ByteRange.last(5));
    same(all, 0, 0, bench, ByteRange.last(0));
  }

  @Case("B073")
  default void range_reply_saysWholeSizeAndServedRange(Bench bench) throws IOException {
    bench.put("k", new byte[100]);
    served(bench, ByteRange.of(10, 20), ByteRange.of(10, 20));
    served(bench, ByteRange.of(90, 50), ByteRange.of(90, 10));
    served(bench, ByteRange.from(30), ByteRange.of(30, 70));
    served(bench, ByteRange.all(), ByteRange.of(0, 100));
    served(bench, ByteRange.from(100), ByteRange.of(100, 0));
    served(bench, ByteRange.of(40, 0), ByteRange.of(40, 0));
    if (bench.has(BlobFeature.SUFFIX_RANGE)) {
      served(bench, ByteRange.last(10), ByteRange.of(90, 10));
      served(bench, ByteRange.last(0), ByteRange.of(100, 0));
    }
  }

  private static void served(Bench bench, ByteRange asked, ByteRange served) throws IOException {
    try (BlobReader reader = bench.store().get("k", GetOptions.defaults().withRange(asked))) {
      assertEquals(100, reader.info().size(), asked::toString);
      assertEquals(served, reader.range(), asked::toString);
    }
  }

  @Case("B074")
  default void readRanges_anyOrder_mergesNearOnes(Bench bench) {
    byte[] all = Expect.bytes(2_000_000, 74);
    bench.put("k", all);
    List<ByteRange> ranges = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ranges.add(ByteRange.of(1000L * (20 - i), 500));
    }
    ranges.add(ByteRange.of(1_900_000, 10));
    ranges.add(ByteRange.of(1_900_010, 10));
    ranges.add(ByteRange.of(1_900_005, 10));
    ranges.add(ByteRange.of(1000, 500));
    ranges.add(ByteRange.of(1_999_999, 10));
    ranges.add(ByteRange.of(7, 0));
    ranges.add(ByteRange.from(1_999_900));
    bench.log().clear();
    List<byte[]> parts = bench.store().readRanges("k", ranges);
    assertEquals(ranges.size(), parts.size());
    for (int i = 0; i < parts.size(); i++) {
      ByteRange range = ranges.get(i).within(all.length);
      int from = (int) range.offset();
      int to = from + (int) range.length().orElseThrow();
      assertArrayEquals(Arrays.copyOfRange(all, from, to), parts.get(i), range::toString);
    }
    assertTrue(
        bench.log().count(Operation.GET) < 6, () -> "near ranges are merged: " + bench.log());
    assertEquals(List.of(), bench.store().readRanges("k", List.of()));
    Expect.failure(
        ErrorCode.NOT_FOUND, () -> bench.store().readRanges("absent", List.of(ByteRange.of(0, 1))));
    Expect.failure(
        ErrorCode.RANGE_NOT_SATISFIABLE,
        () -> bench.store().readRanges("k", List.of(ByteRange.of(all.length + 1L, 1))));
  }

  @Case("B079")
  default void ranges_inParallel_areTheWhole(Bench bench) throws Exception {
    byte[] all = Expect.bytes(400_000, 79);
    String etag = bench.put("k", all).etag();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<byte[]>> parts = new ArrayList<>();
    for (int from = 0; from < all.length; from += 50_000) {
      GetOptions options = GetOptions.defaults().withRange(ByteRange.of(from, 50_000));
      GetOptions pinned =
          bench.has(BlobFeature.CONDITIONAL_READ) ? options.withIfMatch(etag) : options;
      parts.add(
          threads.submit(
              () -> {
                try (BlobReader reader = bench.store().get("k", pinned)) {
                  assertEquals(etag, reader.info().etag());
                  return reader.bytes();
                }
              }));
    }
    byte[] joined = new byte[all.length];
    for (int i = 0; i < parts.size(); i++) {
      System.arraycopy(parts.get(i).get(), 0, joined, 50_000 * i, 50_000);
    }
    threads.shutdown();
    assertArrayEquals(all, joined);
  }

  @Case("B079")
  default void readRanges_replacedInBetween_isNoticed(Bench bench) {
    byte[] first = Expect.bytes(20 << 20, 1);
    bench.put("k", first);
    bench
        .faults()
        .before(
            Operation.GET,
            () ->
                bench
                    .faults()
                    .before(
                        Operation.GET,
                        () ->
                            bench
                                .raw()
                                .write("k", new byte[20 << 20], "text/plain", java.util.Map.of())));
    Expect.failure(
        ErrorCode.CONTENT_CHANGED,
        () ->
            bench
                .store()
                .readRanges("k", List.of(ByteRange.of(0, 10), ByteRange.of(19 << 20, 10))));
  }
}
