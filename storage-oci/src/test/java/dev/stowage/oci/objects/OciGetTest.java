package dev.stowage.oci.objects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.PutOptions;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.RecordedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** OCI-OBJ-2: get. */
class OciGetTest extends OciObjectsTestBase {
  @Test
  void oci_obj_2_jsonIsReadAsUtf8() throws IOException {
    store.put("source.json", BlobBody.of("{\"名\":[1,2]}"));
    try (BlobReader reader = store.get("source.json")) {
      JsonNode json = new ObjectMapper().readTree(reader);
      assertEquals(2, json.path("名").size());
    }
  }

  @Test
  void oci_obj_2_rangeAndConditions() throws IOException {
    byte[] bytes = bytes(1000);
    String etag = store.put("k", BlobBody.of(bytes)).etag();
    GetOptions part = GetOptions.defaults().withRange(ByteRange.of(10, 20)).withIfMatch(etag);
    try (BlobReader reader = store.get("k", part)) {
      assertArrayEquals(Arrays.copyOfRange(bytes, 10, 30), reader.readAllBytes());
    }
    RecordedRequest get = only("GetObject");
    assertEquals("bytes=10-29", header(get, "range"));
    assertEquals(etag, header(get, "if-match"));
    fails(
        ErrorCode.NOT_MODIFIED,
        () -> store.get("k", GetOptions.defaults().withIfNoneMatch(etag)).close());
    fails(
        ErrorCode.RANGE_NOT_SATISFIABLE,
        () -> store.get("k", GetOptions.defaults().withRange(ByteRange.from(1001))).close());
  }

  @Test
  void oci_obj_2_md5OfAnObjectThatHasNoOtherChecksumIsVerified() {
    STORAGE.putObject("b", "foreign", bytes(5000));
    FAKE.faults().on("GetObject").arm(Fault.flippedResponseBit(100));
    StorageException e = fails(ErrorCode.INTEGRITY_FAILURE, () -> Storing.read(store, "foreign"));
    assertTrue(e.getMessage().contains("MD5"), e.getMessage());
    assertArrayEquals(bytes(5000), Storing.read(store, "foreign"));
  }

  @Test
  void oci_obj_2_archivedHasToBeRestored() {
    store.put("k", BlobBody.of("cold"), PutOptions.defaults().withStorageClass("Archive"));
    OciBucket bucket = store.unwrap(OciBucket.class).orElseThrow();
    assertEquals(Optional.of("Archived"), bucket.archivalState("k"));
    StorageException e = fails(ErrorCode.UNSUPPORTED, () -> Storing.read(store, "k"));
    assertTrue(e.getMessage().contains("NotRestored"), e.getMessage());
    assertFalse(e.retryable());
    bucket.restore("k", 24);
    assertEquals(Optional.of("Restored"), bucket.archivalState("k"));
    assertEquals("cold", new String(Storing.read(store, "k"), StandardCharsets.UTF_8));
    fails(ErrorCode.INVALID_ARGUMENT, () -> bucket.restore("k", 241));
    fails(ErrorCode.NOT_FOUND, () -> bucket.restore("none", 1));
  }

  @Test
  void oci_obj_2_tierIsChanged() {
    store.put("k", BlobBody.of("x"));
    OciBucket bucket = store.unwrap(OciBucket.class).orElseThrow();
    assertEquals(Optional.empty(), bucket.archivalState("k"));
    bucket.changeTier("k", "InfrequentAccess");
    assertEquals(Optional.of("InfrequentAccess"), store.find("k").orElseThrow().storageClass());
    fails(ErrorCode.INVALID_ARGUMENT, () -> bucket.changeTier("k", "Warm"));
  }
}
