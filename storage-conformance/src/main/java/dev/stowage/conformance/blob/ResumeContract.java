package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.GetOptions;
import dev.stowage.conformance.Case;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Reads whose connection breaks. */
public interface ResumeContract extends BlobContract {
  @Case("B077")
  default void read_broken_goesOnWhereItBroke(Bench bench) throws IOException {
    byte[] bytes = Expect.bytes(300_000, 77);
    bench.put("k", bytes);
    bench.log().clear();
    bench.faults().next(Fault.RESET_READ, Operation.GET);
    bench.faults().next(Fault.RESET_READ, Operation.GET);
    Expect.content(bytes, bench.store(), "k");
    assertEquals(2, bench.faults().fired());
    assertEquals(3, bench.log().count(Operation.GET));
    bench.faults().next(Fault.RESET_READ, Operation.GET);
    GetOptions range = GetOptions.defaults().withRange(ByteRange.of(1000, 100_000));
    try (BlobReader reader = bench.store().get("k", range)) {
      org.junit.jupiter.api.Assertions.assertArrayEquals(
          Arrays.copyOfRange(bytes, 1000, 101_000), reader.bytes());
    }
    assertEquals(0, bench.log().openBodies());
  }

  @Case("B077")
  default void read_brokenAndReplaced_isNeverMixed(Bench bench) throws IOException {
    byte[] old = Expect.bytes(300_000, 1);
    for (Runnable change :
        List.<Runnable>of(
            () -> bench.raw().write("k", Expect.bytes(300_000, 2), "text/plain", Map.of()),
            () -> bench.raw().write("k", new byte[5], "text/plain", Map.of()),
            () -> bench.raw().delete("k"))) {
      bench.put("k", old);
      bench.faults().next(Fault.RESET_READ, Operation.GET);
      try (BlobReader reader = bench.store().get("k")) {
        assertEquals(old[0] & 0xff, reader.read());
        change.run();
        Expect.ioFailure(ErrorCode.CONTENT_CHANGED, reader::readAllBytes);
        Expect.ioFailure(ErrorCode.CONTENT_CHANGED, reader::read);
      }
    }
    assertEquals(3, bench.faults().fired());
    assertEquals(0, bench.log().openBodies());
  }

  @Case("B078")
  default void read_truncated_isNeverAShortEnd(Bench bench) throws IOException {
    byte[] bytes = Expect.bytes(100_000, 78);
    bench.put("k", bytes);
    bench.faults().next(Fault.TRUNCATED_READ, Operation.GET);
    Expect.content(bytes, bench.store(), "k");
    BlobStore once = bench.open(o -> o.withRetry(dev.stowage.RetryPolicy.none()));
    bench.faults().next(Fault.TRUNCATED_READ, Operation.GET);
    try (BlobReader reader = once.get("k")) {
      Expect.ioFailure(ErrorCode.UNAVAILABLE, reader::readAllBytes);
    }
    bench.faults().next(Fault.RESET_READ, Operation.GET);
    try (BlobReader reader = once.get("k")) {
      assertTrue(Expect.failure(ErrorCode.UNAVAILABLE, reader::bytes).retryable());
    }
    assertEquals(3, bench.faults().fired());
    assertEquals(0, bench.log().openBodies());
  }
}
