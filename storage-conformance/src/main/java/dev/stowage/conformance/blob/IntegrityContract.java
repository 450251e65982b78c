package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobWriter;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.blob.Verification;
import dev.stowage.conformance.Case;
import dev.stowage.conformance.ConformanceReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

/** Bytes are what was sent, or the call fails. */
public interface IntegrityContract extends BlobContract {
  private static PutResult write(Bench bench, byte[] bytes, PutOptions options) throws IOException {
    try (BlobWriter writer =
        bench.store().openWriter("k", options.withPartSize(bench.partSize()))) {
      writer.write(bytes);
      return writer.commit();
    }
  }

  @Case("B053")
  default void checksum_right_passesAndWrong_publishesNothing(Bench bench) throws IOException {
    byte[] bytes = Expect.bytes(2 * bench.partSize() + 7, 53);
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      PutOptions right = PutOptions.defaults().withChecksum(Sums.of(algorithm, bytes));
      bench.store().put("k", BlobBody.of(bytes), right);
      bench.store().put("k", BlobBody.once(new ByteArrayInputStream(bytes)), right);
      write(bench, bytes, right);
      Expect.content(bytes, bench.store(), "k", algorithm.name());
      bench.put("k", "old");
      PutOptions wrong = PutOptions.defaults().withChecksum(Sums.of(algorithm, new byte[9]));
      for (BlobBody body :
          List.of(
              BlobBody.of(bytes),
              BlobBody.of(bytes.length, () -> new ByteArrayInputStream(bytes)),
              BlobBody.once(new ByteArrayInputStream(bytes), bytes.length),
              BlobBody.once(new ByteArrayInputStream(bytes)))) {
        Expect.failure(
            ErrorCode.INTEGRITY_FAILURE,
            algorithm.name(),
            () -> bench.store().put("k", body, wrong.withPartSize(bench.partSize())));
      }
      Expect.failure(
          ErrorCode.INTEGRITY_FAILURE, algorithm.name(), () -> write(bench, bytes, wrong));
      assertEquals("old", bench.text("k"), algorithm.name());
    }
    assertEquals(List.of(), bench.pending());
  }

  @Case("B054")
  default void put_serviceStoresAnotherBit_isNeverSuccess(Bench bench) throws IOException {
    byte[] bytes = Expect.bytes(2 * bench.partSize() + 7, 54);
    PutResult clean = bench.put("clean", bytes);
    if (clean.checksums().isEmpty()) {
      ConformanceReport.refused("the service acknowledges no checksum");
      assertTrue(bench.info("clean").checksums().isEmpty(), "it has one after all");
      return;
    }
    bench
        .faults()
        .always(Fault.FLIPPED_STORED, Operation.PUT, Operation.COMMIT, Operation.PUT_PART);
    Expect.failure(ErrorCode.INTEGRITY_FAILURE, "bytes", () -> bench.put("k", bytes));
    Expect.failure(
        ErrorCode.INTEGRITY_FAILURE,
        "stream of known size",
        () -> bench.store().put("k", BlobBody.once(new ByteArrayInputStream(bytes), bytes.length)));
    Expect.failure(
        ErrorCode.INTEGRITY_FAILURE, "writer", () -> write(bench, bytes, PutOptions.defaults()));
    Expect.failure(
        ErrorCode.INTEGRITY_FAILURE,
        "small writer",
        () -> write(bench, new byte[5], PutOptions.defaults()));
    assertTrue(bench.faults().fired() >= 4);
  }

  @Case("B055")
  default void retry_afterHalfTheBody_storesTheWholeOrFails(Bench bench) {
    byte[] bytes = Expect.bytes(20_001, 55);
    for (Operation operation : List.of(Operation.PUT)) {
      bench.faults().next(Fault.HALF_BODY, operation);
      bench.put("array", bytes);
      bench.faults().next(Fault.HALF_BODY, operation);
      bench.store().put("source", BlobBody.of(bytes.length, () -> new ByteArrayInputStream(bytes)));
      assertEquals(2, bench.faults().fired());
      bench.faults().next(Fault.HALF_BODY, operation);
      StorageException e =
          assertThrows(
              StorageException.class,
              () ->
                  bench
                      .store()
                      .put("once", BlobBody.once(new ByteArrayInputStream(bytes), bytes.length)));
      assertEquals(ErrorCode.UNAVAILABLE, e.code());
      assertEquals(1, e.attempts(), "half a stream cannot be sent again");
    }
    Expect.content(bytes, bench.store(), "array");
    Expect.content(bytes, bench.store(), "source");
    assertEquals(List.of("array", "source"), bench.keys(""));
  }

  @Case("B055")
  default void retry_ofAPart_storesTheWhole(Bench bench) throws IOException {
    byte[] bytes = Expect.bytes(5 * bench.partSize() + 1, 56);
    bench.faults().next(Fault.HALF_BODY, Operation.PUT_PART, Operation.PUT);
    bench.faults().next(Fault.UNAVAILABLE, Operation.PUT_PART, Operation.PUT);
    bench.faults().next(Fault.LOST_RESPONSE, Operation.PUT_PART, Operation.PUT);
    write(bench, bytes, PutOptions.defaults());
    bench.put("k2", bytes);
    Expect.content(bytes, bench.store(), "k");
    Expect.content(bytes, bench.store(), "k2");
    assertEquals(3, bench.faults().fired());
    assertEquals(List.of(), bench.pending());
  }

  @Case("B085")
  default void read_flippedBit_isFoundBeforeTheEnd(Bench bench) throws IOException {
    byte[] bytes = Expect.bytes(100_000, 85);
    bench.put("k", bytes);
    boolean keeps = !bench.info("k").checksums().isEmpty();
    try (BlobReader reader = bench.store().get("k")) {
      assertEquals(Verification.PENDING, reader.verification());
      reader.readAllBytes();
      assertEquals(keeps ? Verification.VERIFIED : Verification.UNVERIFIED, reader.verification());
    }
    GetOptions range = GetOptions.defaults().withRange(ByteRange.of(5, 10));
    try (BlobReader reader = bench.store().get("k", range)) {
      reader.readAllBytes();
      assertEquals(Verification.UNVERIFIED, reader.verification());
    }
    if (!keeps) {
      ConformanceReport.refused("the service keeps no checksum");
      return;
    }
    bench.faults().next(Fault.FLIPPED_READ, Operation.GET);
    try (BlobReader reader = bench.store().get("k")) {
      Expect.ioFailure(ErrorCode.INTEGRITY_FAILURE, reader::readAllBytes);
    }
    bench.faults().next(Fault.FLIPPED_READ, Operation.GET);
    try (BlobReader reader = bench.store().get("k")) {
      reader.readNBytes(99_000);
      Expect.ioFailure(ErrorCode.INTEGRITY_FAILURE, () -> reader.readNBytes(bytes, 0, 1000));
    }
    assertEquals(2, bench.faults().fired());
    assertEquals(0, bench.log().openBodies());
  }
}
