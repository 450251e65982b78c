package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.MultipartUpload;
import dev.stowage.blob.MultipartUploads;
import dev.stowage.blob.PendingUpload;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.UploadPart;
import dev.stowage.conformance.Case;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Uploads in parts under the caller's control. */
public interface MultipartContract extends BlobContract {
  /** Without uploads there is no accessor. */
  private static boolean without(Bench bench) {
    if (bench.has(BlobFeature.MULTIPART)) {
      return false;
    }
    assertTrue(bench.store().multipartUploads().isEmpty());
    dev.stowage.conformance.ConformanceReport.refused(BlobFeature.MULTIPART.name());
    return true;
  }

  private static MultipartUploads uploads(BlobStore store) {
    return store.multipartUploads().orElseThrow();
  }

  private static byte[] slice(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, Math.min(to, bytes.length));
  }

  @Case("B042")
  default void upload_anyOrderResumedElsewhere_isWhole(Bench bench) {
    if (without(bench)) {
      return;
    }
    int part = bench.partSize();
    byte[] bytes = Expect.bytes(2 * part + 7, 42);
    PutOptions options =
        bench.has(BlobFeature.METADATA)
            ? PutOptions.defaults().withMetadata(Map.of("a", "1"))
            : PutOptions.defaults();
    MultipartUpload upload = uploads(bench.store()).start("k", options);
    upload.put(3, BlobBody.of(slice(bytes, 2 * part, 3 * part)));
    upload.put(1, BlobBody.of(new byte[part]));
    upload.put(1, BlobBody.of(slice(bytes, 0, part)));
    assertFalse(bench.store().exists("k"));
    MultipartUpload resumed = uploads(bench.second()).resume("k", upload.id(), options);
    assertEquals(List.of(1, 3), resumed.parts().stream().map(UploadPart::number).toList());
    resumed.put(2, BlobBody.of(slice(bytes, part, 2 * part)));
    List<UploadPart> parts = resumed.parts();
    assertEquals(part, parts.get(1).size());
    assertEquals(bytes.length, resumed.complete(parts).size());
    Expect.content(bytes, bench.store(), "k");
    assertEquals(options.metadata(), bench.info("k").metadata());
    assertEquals(List.of(), bench.pending());
  }

  @Case("B042")
  default void upload_abort_leavesNothing(Bench bench) {
    if (without(bench)) {
      return;
    }
    bench.put("k", "old");
    for (int parts = 0; parts < 3; parts++) {
      MultipartUpload upload = uploads(bench.store()).start("k", PutOptions.defaults());
      for (int i = 1; i <= parts; i++) {
        upload.put(i, BlobBody.of(new byte[bench.partSize()]));
      }
      upload.abort();
      upload.abort();
      assertEquals(List.of(), bench.pending());
    }
    assertEquals("old", bench.text("k"));
    assertEquals(List.of("k"), bench.raw().keys());
  }

  @Case("B108")
  default void uploads_listAndAbortOld(Bench bench) {
    if (without(bench)) {
      return;
    }
    MultipartUploads uploads = uploads(bench.store());
    MultipartUpload one = uploads.start("dir/one", PutOptions.defaults());
    one.put(1, BlobBody.of(new byte[10]));
    MultipartUpload two = uploads.start("dir/two", PutOptions.defaults());
    uploads.start("other", PutOptions.defaults());
    try (Stream<PendingUpload> pending = uploads.list("dir/")) {
      List<PendingUpload> all = pending.toList();
      assertEquals(List.of("dir/one", "dir/two"), all.stream().map(PendingUpload::key).toList());
      assertEquals(List.of(one.id(), two.id()), all.stream().map(PendingUpload::id).toList());
      Duration age = Duration.between(all.get(0).started(), java.time.Instant.now()).abs();
      assertTrue(age.compareTo(Duration.ofMinutes(10)) < 0, () -> "age " + age);
    }
    assertEquals(List.of(), bench.keys(""), "what is not complete is no blob");
    assertEquals(0, uploads.abortOlderThan("", Duration.ofHours(1)));
    bench.pacer().advance(Duration.ofHours(2));
    assertEquals(2, uploads.abortOlderThan("dir/", Duration.ofHours(1)));
    assertEquals(List.of("other"), bench.pending().stream().map(PendingUpload::key).toList());
    Expect.failure(ErrorCode.NOT_FOUND, () -> one.put(2, BlobBody.of(new byte[10])));
    assertEquals(1, uploads.abortOlderThan("", Duration.ofHours(1)));
    assertEquals(List.of(), bench.pending());
  }
}
