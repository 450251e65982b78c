package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.CopyOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.blob.WriteCondition;
import dev.stowage.conformance.Case;
import java.util.List;
import java.util.Map;

/** Copies from one store to another, at the service or through this process. */
public interface CrossCopyContract extends BlobContract {
  /** The same store, but of a class that no portable layer knows: its copies are streamed. */
  private static BlobStore stranger(BlobStore store) {
    return new ViewStore(store, store);
  }

  @Case("B120")
  default void copyFrom_anotherContainer_keepsEverything(Bench bench) {
    Bench source = bench.elsewhere();
    byte[] bytes = Expect.bytes(2 * bench.partSize() + 11, 120);
    source.store().put("from", BlobBody.of(bytes), CopyContract.attributes(bench));
    for (BlobStore from : List.of(source.store(), stranger(source.store()))) {
      PutResult result = bench.store().copyFrom(from, "from", "to", CopyOptions.defaults());
      Expect.copiedSize(bytes.length, result);
      Expect.content(bytes, bench.store(), "to");
      assertEquals(source.info("from").headers(), bench.info("to").headers());
      assertEquals(source.info("from").metadata(), bench.info("to").metadata());
      bench.store().delete("to");
      Expect.failure(
          ErrorCode.NOT_FOUND,
          () -> bench.store().copyFrom(from, "absent", "to", CopyOptions.defaults()));
      assertFalse(bench.store().exists("to"));
    }
    if (bench.has(BlobFeature.CREATE_ONLY)) {
      bench.put("to", "kept");
      CopyOptions absent = CopyOptions.defaults().withCondition(WriteCondition.ifAbsent());
      Expect.failure(
          ErrorCode.ALREADY_EXISTS,
          () -> bench.store().copyFrom(stranger(source.store()), "from", "to", absent));
      assertEquals("kept", bench.text("to"));
    }
  }

  @Case("B120")
  default void copyFrom_flippedOnTheWay_isNeverSuccess(Bench bench) {
    Bench source = bench.elsewhere();
    source.put("from", Expect.bytes(10_000, 121));
    if (source.info("from").checksums().isEmpty()) {
      dev.stowage.conformance.ConformanceReport.refused("the service keeps no checksum");
      return;
    }
    source.faults().always(Fault.FLIPPED_READ, Operation.GET);
    bench.put("to", "kept");
    Expect.failure(
        ErrorCode.INTEGRITY_FAILURE,
        () ->
            bench.store().copyFrom(stranger(source.store()), "from", "to", CopyOptions.defaults()));
    assertEquals("kept", bench.text("to"));
    assertTrue(source.faults().fired() > 0);
  }

  @Case("B119")
  default void copy_sourceReplacedMidway_isNeverMixed(Bench bench) {
    Bench source = bench.elsewhere();
    byte[] bytes = Expect.bytes(100_000, 119);
    source.put("from", bytes);
    bench.put("to", "kept");
    source.faults().next(Fault.RESET_READ, Operation.GET);
    Runnable replace = () -> source.raw().write("from", new byte[100_000], "text/plain", Map.of());
    source.faults().before(Operation.GET, () -> source.faults().before(Operation.GET, replace));
    Expect.failure(
        ErrorCode.CONTENT_CHANGED,
        () ->
            bench.store().copyFrom(stranger(source.store()), "from", "to", CopyOptions.defaults()));
    assertEquals("kept", bench.text("to"));
    assertEquals(1, source.faults().fired());
  }

  @Case("B119")
  default void copy_ofManyParts_isWhole(Bench bench) {
    byte[] bytes = Expect.bytes(6 * bench.partSize() + 5, 122);
    bench.put("from", bytes);
    bench.store().copy("from", "to");
    Expect.content(bytes, bench.store(), "to");
    bench.store().copyFrom(stranger(bench.store()), "from", "streamed", CopyOptions.defaults());
    Expect.content(bytes, bench.store(), "streamed");
    assertEquals(List.of(), bench.pending());
  }
}
