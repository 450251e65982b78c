package dev.stowage.oci.objects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.MultipartUpload;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.UploadPart;
import dev.stowage.fakes.Fault;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** OCI-OBJ-4: uploads in parts. */
class OciUploadTest extends OciObjectsTestBase {
  @Test
  void oci_obj_4_committedByNumberAndEtagWithAWholeChecksum() {
    byte[] bytes = bytes(PART + 100);
    MultipartUpload upload =
        store
            .multipartUploads()
            .orElseThrow()
            .start("k", PutOptions.defaults().withContentType("video/mp4"));
    UploadPart two = upload.put(2, BlobBody.of(Arrays.copyOfRange(bytes, PART, bytes.length)));
    UploadPart one = upload.put(1, BlobBody.of(Arrays.copyOf(bytes, PART)));
    upload.complete(List.of(one, two));
    assertArrayEquals(bytes, stored("k").content());
    assertEquals("video/mp4", stored("k").headers().get("content-type"));
    assertTrue(store.find("k").orElseThrow().checksums().containsKey(ChecksumAlgorithm.CRC32C));
    assertEquals(List.of(), STORAGE.uploads("b"));
  }

  @Test
  void oci_obj_4_partsThatAreNotWantedAreExcluded() {
    MultipartUpload upload =
        store.multipartUploads().orElseThrow().start("k", PutOptions.defaults());
    UploadPart one = upload.put(1, BlobBody.of("wanted"));
    upload.put(7, BlobBody.of("left over from an attempt before"));
    upload.complete(List.of(one));
    assertEquals("wanted", new String(stored("k").content(), StandardCharsets.UTF_8));
  }

  @Test
  void oci_obj_4_conditionIsCheckedAtTheCommit() {
    MultipartUpload upload =
        store.multipartUploads().orElseThrow().start("k", PutOptions.ifAbsent());
    UploadPart part = upload.put(1, BlobBody.of("mine"));
    store.put("k", BlobBody.of("rival's"));
    fails(ErrorCode.ALREADY_EXISTS, () -> upload.complete(List.of(part)));
    assertEquals("rival's", new String(stored("k").content(), StandardCharsets.UTF_8));
    upload.abort();
    upload.abort();
    assertEquals(List.of(), STORAGE.uploads("b"));
  }

  @Test
  void oci_obj_4_damagedPartIsRefused() {
    MultipartUpload upload =
        store.multipartUploads().orElseThrow().start("k", PutOptions.defaults());
    FAKE.faults().on("UploadPart").always().arm(Fault.flippedRequestBit(0));
    fails(ErrorCode.INTEGRITY_FAILURE, () -> upload.put(1, BlobBody.of("part")));
    FAKE.faults().clear();
    FAKE.faults().on("UploadPart").arm(Fault.flippedStoredBit(0));
    fails(ErrorCode.INTEGRITY_FAILURE, () -> upload.put(1, BlobBody.of("part")));
  }

  @Test
  void oci_obj_4_limitsAreTheServices() {
    var limits = store.capabilities().limits();
    assertEquals(10_000, limits.maxParts());
    assertEquals(50L << 30, limits.maxPartSize());
  }
}
