package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.GetOptions;
import dev.stowage.conformance.Case;
import java.time.Duration;
import java.time.Instant;

/** Reads and stats under a condition. */
public interface ConditionalReadContract extends BlobContract {
  /** A read or a stat of {@code k}; they must do the same. */
  @FunctionalInterface
  interface Look {
    void at(GetOptions options);
  }

  private static Look get(Bench bench) {
    return options -> assertEquals(7, Bench.bytes(bench.store(), "k", options).length);
  }

  private static Look find(Bench bench) {
    return options -> assertEquals(7, bench.store().find("k", options).orElseThrow().size());
  }

  private static void etags(Bench bench, Look look) {
    GetOptions plain = GetOptions.defaults();
    String stale = bench.put("k", "older content").etag();
    String etag = bench.put("k", "content").etag();
    look.at(plain.withIfMatch(etag));
    look.at(plain.withIfNoneMatch(stale));
    Expect.failure(ErrorCode.PRECONDITION_FAILED, () -> look.at(plain.withIfMatch(stale)));
    StorageException same =
        Expect.failure(ErrorCode.NOT_MODIFIED, () -> look.at(plain.withIfNoneMatch(etag)));
    assertEquals("k", same.key().orElse("").replaceAll(".*/", ""));
    assertEquals(0, bench.log().openBodies());
  }

  @Case("B082")
  default void get_conditionOnEtag(Bench bench) {
    bench.put("k", "content");
    if (!bench.refuses(
        BlobFeature.CONDITIONAL_READ,
        () -> get(bench).at(GetOptions.defaults().withIfMatch("e")))) {
      etags(bench, get(bench));
    }
    if (!bench.has(BlobFeature.CONDITIONAL_READ)) {
      bench.refuses(
          BlobFeature.CONDITIONAL_READ,
          () -> get(bench).at(GetOptions.defaults().withIfNoneMatch("e")));
    }
  }

  @Case("B089")
  default void find_conditionOnEtag(Bench bench) {
    bench.put("k", "content");
    if (!bench.refuses(
        BlobFeature.CONDITIONAL_READ,
        () -> find(bench).at(GetOptions.defaults().withIfMatch("e")))) {
      etags(bench, find(bench));
    }
  }

  @Case("B083")
  default void get_conditionOnTime(Bench bench) {
    bench.put("k", "content");
    Instant modified = bench.info("k").modified();
    Instant before = modified.minus(Duration.ofHours(10));
    Instant after = modified.plus(Duration.ofHours(10));
    GetOptions plain = GetOptions.defaults();
    if (bench.refuses(
            BlobFeature.CONDITIONAL_READ_BY_TIME,
            () -> get(bench).at(plain.withIfModifiedSince(before)))
        || bench.refuses(
            BlobFeature.CONDITIONAL_READ_BY_TIME,
            () -> get(bench).at(plain.withIfUnmodifiedSince(after)))) {
      return;
    }
    for (Look look : new Look[] {get(bench), find(bench)}) {
      look.at(plain.withIfModifiedSince(before));
      look.at(plain.withIfUnmodifiedSince(after));
      Expect.failure(ErrorCode.NOT_MODIFIED, () -> look.at(plain.withIfModifiedSince(after)));
      Expect.failure(ErrorCode.NOT_MODIFIED, () -> look.at(plain.withIfModifiedSince(modified)));
      Expect.failure(
          ErrorCode.PRECONDITION_FAILED, () -> look.at(plain.withIfUnmodifiedSince(before)));
      look.at(plain.withIfUnmodifiedSince(modified));
    }
  }
}
