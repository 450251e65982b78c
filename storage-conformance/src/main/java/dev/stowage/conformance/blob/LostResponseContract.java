package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobWriter;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.conformance.Case;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Conditional writes and deletes when the network or a rival comes between. */
public interface LostResponseContract extends BlobContract {
  private static PutResult create(Bench bench, String text) {
    return bench.store().put("k", BlobBody.of(text), PutOptions.ifAbsent());
  }

  private static void rival(Bench bench, String text) {
    bench
        .raw()
        .write("k", text.getBytes(StandardCharsets.UTF_8), "application/octet-stream", Map.of());
  }

  @Case("B065")
  default void create_lostResponse_isRecognisedAsOwn(Bench bench) {
    if (bench.refuses(BlobFeature.CREATE_ONLY, () -> create(bench, "x"))) {
      return;
    }
    bench.faults().next(Fault.LOST_RESPONSE, Operation.PUT);
    PutResult result = create(bench, "ours");
    assertEquals(1, bench.faults().fired());
    assertEquals("ours", bench.text("k"));
    assertEquals(bench.info("k").etag(), result.etag());
    assertEquals(4, result.size());
    assertEquals(Map.of(), bench.info("k").metadata(), "the mark of the write stays hidden");
    bench.store().copy("k", "copy");
    assertEquals(Map.of(), bench.info("copy").metadata());
    bench
        .store()
        .list(dev.stowage.blob.ListRequest.of(""))
        .forEach(blob -> assertEquals(Map.of(), blob.metadata()));
  }

  @Case("B065")
  default void create_rivalComesFirst_isNotTakenForOwn(Bench bench) {
    if (bench.refuses(BlobFeature.CREATE_ONLY, () -> create(bench, "x"))) {
      return;
    }
    // The first try breaks with nothing done; the rival, with the very same bytes, comes before
    // the second.
    bench.faults().next(Fault.RESET, Operation.PUT);
    bench
        .faults()
        .before(
            Operation.PUT,
            () -> bench.faults().before(Operation.PUT, () -> rival(bench, "same bytes")));
    Expect.failure(ErrorCode.ALREADY_EXISTS, () -> create(bench, "same bytes"));
    assertEquals(1, bench.faults().fired());
    assertEquals("same bytes", bench.text("k"));
  }

  @Case("B065")
  default void replace_lostResponse_isRecognisedAsOwn(Bench bench) {
    if (bench.refuses(
        BlobFeature.REPLACE_IF_MATCH,
        () -> bench.store().put("k", BlobBody.of("x"), PutOptions.ifMatch("etag")))) {
      return;
    }
    String first = bench.put("k", "first").etag();
    bench.faults().next(Fault.LOST_RESPONSE, Operation.PUT);
    PutResult second = bench.store().put("k", BlobBody.of("second"), PutOptions.ifMatch(first));
    assertEquals("second", bench.text("k"));
    assertEquals(bench.info("k").etag(), second.etag());
    bench.faults().next(Fault.RESET, Operation.PUT);
    bench
        .faults()
        .before(
            Operation.PUT, () -> bench.faults().before(Operation.PUT, () -> rival(bench, "rival")));
    Expect.failure(
        ErrorCode.PRECONDITION_FAILED,
        () -> bench.store().put("k", BlobBody.of("x"), PutOptions.ifMatch(second.etag())));
    assertEquals("rival", bench.text("k"));
    assertEquals(2, bench.faults().fired());
  }

  @Case("B065")
  default void create_throughWriter_lostResponse_isRecognisedAsOwn(Bench bench) throws IOException {
    if (bench.refuses(
        BlobFeature.CONDITIONAL_MULTIPART,
        () -> bench.store().openWriter("k", PutOptions.ifAbsent()).close())) {
      return;
    }
    byte[] large = Expect.bytes(3 * bench.partSize(), 65);
    bench.faults().next(Fault.LOST_RESPONSE, Operation.COMPLETE_UPLOAD, Operation.COMMIT);
    PutOptions options = PutOptions.ifAbsent().withPartSize(bench.partSize());
    try (BlobWriter writer = bench.store().openWriter("k", options)) {
      writer.write(large);
      assertEquals(large.length, writer.commit().size());
    }
    assertEquals(1, bench.faults().fired());
    Expect.content(large, bench.store(), "k");
  }

  @Case("B066")
  default void create_conflictInProgress_isRetried(Bench bench) {
    if (bench.refuses(BlobFeature.CREATE_ONLY, () -> create(bench, "x"))) {
      return;
    }
    bench.faults().next(Fault.CONFLICT, Operation.PUT);
    create(bench, "created");
    assertEquals(1, bench.faults().fired());
    assertEquals("created", bench.text("k"));
    bench.store().delete("k");
    bench.faults().always(Fault.CONFLICT, Operation.PUT);
    StorageException e = Expect.failure(ErrorCode.CONFLICT, () -> create(bench, "again"));
    assertTrue(e.retryable());
    assertFalse(bench.store().exists("k"));
  }

  @Case("B067")
  default void delete_ifMatch(Bench bench) {
    if (bench.refuses(BlobFeature.DELETE_IF_MATCH, () -> bench.store().delete("k", "etag"))) {
      return;
    }
    String first = bench.put("k", "first").etag();
    String second = bench.put("k", "second").etag();
    Expect.failure(ErrorCode.PRECONDITION_FAILED, () -> bench.store().delete("k", first));
    assertEquals("second", bench.text("k"));
    bench.store().delete("k", second);
    assertFalse(bench.store().exists("k"));
    Expect.failure(ErrorCode.PRECONDITION_FAILED, () -> bench.store().delete("k", second));
  }
}
