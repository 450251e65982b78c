package dev.stowage.oci.objects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobHeaders;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.PutOptions;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.RecordedRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** OCI-OBJ-1: put. */
class OciPutTest extends OciObjectsTestBase {
  @Test
  void oci_obj_1_putSendsAttributesAndChecksumAndSignsHeadersOnly() {
    PutOptions all =
        PutOptions.defaults()
            .withHeaders(
                BlobHeaders.none()
                    .withContentType("video/mp4")
                    .withContentLanguage("ja")
                    .withCacheControl("no-store"))
            .withMetadata(Map.of("Camera", "7"))
            .withStorageClass("infrequentaccess");
    store.put("dir/sample +é.mp4", BlobBody.of("content"), all);
    RecordedRequest put = only("PutObject");
    assertEquals("/n/" + FAKE.namespace() + "/b/b/o/dir%2Fsample%20%2B%C3%A9.mp4", put.path());
    assertEquals("CRC32C", header(put, "opc-checksum-algorithm"));
    assertFalse(header(put, "opc-content-crc32c").isEmpty());
    assertEquals("7", header(put, "opc-meta-camera"));
    assertEquals("InfrequentAccess", header(put, "storage-tier"));
    String signed = header(put, "authorization");
    assertTrue(signed.contains("headers=\"date (request-target) host\""), "body is not signed");
    BlobInfo info = store.find("dir/sample +é.mp4").orElseThrow();
    assertEquals("video/mp4", info.contentType());
    assertEquals(Optional.of("InfrequentAccess"), info.storageClass());
    assertEquals(Map.of("camera", "7"), info.metadata());
  }

  @Test
  void oci_obj_1_withoutATypeItIsOctets() {
    store.put("k", BlobBody.of(new byte[0]));
    assertEquals("application/octet-stream", header(only("PutObject"), "content-type"));
    assertEquals(0, stored("k").size());
  }

  @Test
  void oci_obj_1_wrongTierIsRefusedBeforeTheRequest() {
    PutOptions options = PutOptions.defaults().withStorageClass("GLACIER");
    StorageException e =
        fails(ErrorCode.INVALID_ARGUMENT, () -> store.put("k", BlobBody.of("x"), options));
    assertTrue(e.getMessage().contains("InfrequentAccess"));
    assertEquals(0, FAKE.journal().count());
  }

  @Test
  void oci_obj_1_tierOfTheUrl() {
    try (BlobStore cold = open("oci://b@" + FAKE.namespace(), "&tier=Archive")) {
      cold.put("k", BlobBody.of("x"));
      assertEquals(Optional.of("Archive"), cold.find("k").orElseThrow().storageClass());
    }
  }

  @Test
  void oci_obj_1_conditionsAreTheServices() {
    String etag = store.put("k", BlobBody.of("1"), PutOptions.ifAbsent()).etag();
    assertEquals("*", header(only("PutObject"), "if-none-match"));
    fails(ErrorCode.ALREADY_EXISTS, () -> store.put("k", BlobBody.of("2"), PutOptions.ifAbsent()));
    store.put("k", BlobBody.of("2"), PutOptions.ifMatch(etag));
    fails(
        ErrorCode.PRECONDITION_FAILED,
        () -> store.put("k", BlobBody.of("3"), PutOptions.ifMatch(etag)));
    assertEquals("2", new String(stored("k").content(), StandardCharsets.UTF_8));
  }

  @Test
  void oci_obj_1_missingBucketAndNamespace() {
    try (BlobStore missing = open("oci://none@" + FAKE.namespace())) {
      fails(ErrorCode.CONTAINER_NOT_FOUND, () -> missing.put("k", BlobBody.of("x")));
    }
    try (BlobStore foreign = open("oci://b@other")) {
      fails(ErrorCode.CONTAINER_NOT_FOUND, () -> foreign.put("k", BlobBody.of("x")));
    }
  }

  @Test
  void oci_obj_1_flippedBitOnTheWayIsRefusedAndStoresNothing() {
    FAKE.faults().on("PutObject").always().arm(Fault.flippedRequestBit(3));
    fails(ErrorCode.INTEGRITY_FAILURE, () -> store.put("k", BlobBody.of("content")));
    assertEquals(Optional.empty(), STORAGE.object("b", "k"));
  }

  @Test
  void oci_obj_1_flippedBitAtTheServiceIsSeenInItsAnswer() {
    byte[] bytes = bytes(200_000);
    FAKE.faults().on("PutObject").arm(Fault.flippedStoredBit(3));
    fails(
        ErrorCode.INTEGRITY_FAILURE,
        () -> store.put("k", BlobBody.of(bytes.length, () -> new ByteArrayInputStream(bytes))));
  }

  @Test
  void oci_obj_1_callersMd5GoesAlong() {
    Checksum md5 = new Checksum(ChecksumAlgorithm.MD5, "5d41402abc4b2a76b9719d911017c592");
    store.put("k", BlobBody.of("hello"), PutOptions.defaults().withChecksum(md5));
    assertEquals(md5.base64(), header(only("PutObject"), "content-md5"));
    fails(
        ErrorCode.INTEGRITY_FAILURE,
        () -> store.put("k", BlobBody.of("hullo"), PutOptions.defaults().withChecksum(md5)));
    assertEquals("hello", new String(stored("k").content(), StandardCharsets.UTF_8));
  }

  /** A token that ended while it was in use: contents that can be read again are sent again. */
  @Test
  void oci_auth_1_refusedContentIsSentAgainWithTheNewToken() throws IOException {
    Map<String, String> env = new HashMap<>(FAKE.functionEnvironment(Duration.ofHours(1)));
    String old = env.get("OCI_RESOURCE_PRINCIPAL_RPST");
    Path token = Files.writeString(directory.resolve("rpst"), old);
    Path key =
        Files.writeString(
            directory.resolve("key.pem"), env.get("OCI_RESOURCE_PRINCIPAL_PRIVATE_PEM"));
    env.put("OCI_RESOURCE_PRINCIPAL_RPST", token.toString());
    env.put("OCI_RESOURCE_PRINCIPAL_PRIVATE_PEM", key.toString());
    byte[] bytes = bytes(300_000);
    try (BlobStore function =
        BlobStore.open(
            "oci://b@" + FAKE.namespace() + "/?endpoint=" + FAKE.endpoint(),
            OpenOptions.defaults().withEnvironment(env))) {
      for (BlobBody body :
          List.of(
              BlobBody.of(bytes), BlobBody.once(new ByteArrayInputStream(bytes), bytes.length))) {
        function.put("k", BlobBody.of("old"));
        FAKE.revokeToken(Files.readString(token));
        Files.writeString(token, FAKE.issueToken(Duration.ofHours(1)));
        FAKE.journal().clear();
        function.put("k", body);
        assertArrayEquals(bytes, stored("k").content());
        assertEquals(2, FAKE.journal().count("PutObject"));
      }
    }
  }

  @Test
  void oci_obj_1_tooLargeIsSaidBeforehand() {
    assertEquals(50L << 30, store.capabilities().limits().maxPutSize());
  }
}
