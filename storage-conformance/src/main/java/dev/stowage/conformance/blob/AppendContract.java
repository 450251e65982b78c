package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.stowage.ErrorCode;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.PutResult;
import dev.stowage.conformance.Case;

/** Adding to the end of a blob. */
public interface AppendContract extends BlobContract {
  @Case("B057")
  default void append_createsAndAdds(Bench bench) {
    if (bench.refuses(BlobFeature.APPEND, () -> bench.store().append("k", BlobBody.of("first")))) {
      return;
    }
    PutResult first = bench.store().append("k", BlobBody.of("first"));
    assertEquals(5, first.size());
    assertEquals("first", bench.text("k"));
    PutResult second = bench.store().append("k", BlobBody.of(", second"));
    assertEquals(13, second.size());
    assertEquals("first, second", bench.text("k"));
    assertNotEquals(first.etag(), second.etag());
    assertEquals(second.etag(), bench.info("k").etag());
  }

  @Case("B057")
  default void append_lostResponse_isNotRepeated(Bench bench) {
    if (bench.refuses(BlobFeature.APPEND, () -> bench.store().append("k", BlobBody.of("first")))) {
      return;
    }
    bench.faults().next(Fault.LOST_RESPONSE, Operation.APPEND);
    Expect.failure(ErrorCode.UNAVAILABLE, () -> bench.store().append("k", BlobBody.of("once")));
    assertEquals("once", bench.text("k"), "an append must not be done twice");
    bench.faults().next(Fault.REFUSED, Operation.APPEND);
    bench.store().append("k", BlobBody.of(" more"));
    assertEquals("once more", bench.text("k"), "what never arrived may be sent again");
    assertEquals(2, bench.faults().fired());
  }
}
