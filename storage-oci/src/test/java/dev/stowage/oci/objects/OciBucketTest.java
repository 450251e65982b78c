package dev.stowage.oci.objects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.bmc.objectstorage.ObjectStorage;
import com.oracle.bmc.objectstorage.requests.GetObjectRequest;
import com.oracle.bmc.objectstorage.requests.ListObjectsRequest;
import com.oracle.bmc.objectstorage.requests.PutObjectRequest;
import dev.stowage.ErrorCode;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobService;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.SignRequest;
import dev.stowage.blob.SignedUrl;
import dev.stowage.oci.FakeUser;
import dev.stowage.oci.objects.OciBucket.Access;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** OCI-OBJ-5: namespace, buckets, pre-authenticated requests; and the SDK's client. */
class OciBucketTest extends OciObjectsTestBase {
  @Test
  void oci_obj_5_namespaceIsAskedForOnce() {
    try (BlobStore unnamed = open("oci://b")) {
      unnamed.put("k", BlobBody.of("x"));
      assertTrue(unnamed.exists("k"));
      assertEquals(1, FAKE.journal().count("GetNamespace"));
      assertEquals(FAKE.namespace(), unnamed.unwrap(OciBucket.class).orElseThrow().namespace());
    }
    fails(
        ErrorCode.INVALID_ARGUMENT,
        () -> open("oci://b@" + FAKE.namespace(), "&namespace=twice").close());
    fails(ErrorCode.INVALID_ARGUMENT, () -> open("oci://b@").close());
  }

  @Test
  void oci_obj_5_preauthenticatedRequestBindsAKeyAndAVerb() throws IOException {
    store.put("dir/k", BlobBody.of("content"));
    SignedUrl get =
        store.urlSigner().orElseThrow().sign(SignRequest.get("dir/k", Duration.ofMinutes(5)));
    assertEquals("GET", get.method());
    assertEquals("content", Storing.fetch(get));
    SignedUrl named =
        store
            .urlSigner()
            .orElseThrow()
            .sign(
                SignRequest.get("dir/k", Duration.ofMinutes(5))
                    .withResponseDisposition("attachment; filename=x"));
    HttpURLConnection connection = (HttpURLConnection) named.uri().toURL().openConnection();
    assertEquals("attachment; filename=x", connection.getHeaderField("content-disposition"));
    connection.disconnect();
  }

  @Test
  void oci_obj_5_whatCannotBeBoundIsRefusedBeforeTheRequest() {
    var signer = store.urlSigner().orElseThrow();
    Duration life = Duration.ofMinutes(5);
    List<SignRequest> impossible =
        List.of(
            SignRequest.delete("k", life),
            SignRequest.head("k", life),
            SignRequest.put("k", life).withContentType("text/css"),
            SignRequest.put("k", life).withContentLength(5),
            SignRequest.put("k", life).withChecksum(Checksum.crc32c(1)),
            SignRequest.put("k", life).withCreateOnly());
    for (SignRequest request : impossible) {
      fails(ErrorCode.UNSUPPORTED, () -> signer.sign(request));
    }
    assertEquals(0, FAKE.journal().count());
  }

  @Test
  void oci_obj_5_preauthenticatedRequestsAreListedAndEnded() throws IOException {
    store.put("a/1", BlobBody.of("one"));
    OciBucket bucket = store.unwrap(OciBucket.class).orElseThrow();
    SignedUrl any = bucket.preauthenticate(Access.READ_ANY, "a/", Duration.ofHours(1));
    SignedUrl one =
        new SignedUrl(
            "GET", java.net.URI.create(any.uri() + "a%2F1"), any.headers(), any.expires());
    assertEquals("one", Storing.fetch(one));
    List<OciBucket.PreauthenticatedRequest> all = bucket.preauthenticatedRequests();
    assertEquals(1, all.size());
    assertEquals("AnyObjectRead", all.get(0).access());
    bucket.deletePreauthenticatedRequest(all.get(0).id());
    assertThrows(IOException.class, () -> Storing.fetch(one));
    fails(ErrorCode.NOT_FOUND, () -> bucket.deletePreauthenticatedRequest(all.get(0).id()));
    assertFalse(any.toString().contains(any.uri().getPath().split("/")[2]), "a secret");
  }

  @Test
  void bucketsAreOfACompartment() {
    String account = "oci://" + "@" + FAKE.namespace() + "/" + FakeUser.query(FAKE);
    try (BlobService service =
        BlobService.open(account + "&compartment=" + FAKE.compartment(), options())) {
      assertTrue(service.create("new"));
      assertFalse(service.create("new"));
      assertTrue(service.exists("new"));
      assertEquals(List.of("b", "new"), service.list().map(c -> c.name()).toList());
      try (BlobStore inside = service.store("new")) {
        inside.put("k", BlobBody.of("x"));
        fails(ErrorCode.CONFLICT, () -> service.delete("new"));
        inside.delete("k");
      }
      service.delete("new");
      service.delete("new");
      assertFalse(service.exists("new"));
      fails(ErrorCode.INVALID_ARGUMENT, () -> service.create("no/slash"));
      assertTrue(service.exists("b@" + FAKE.namespace()));
      fails(ErrorCode.INVALID_ARGUMENT, () -> service.create("b@elsewhere"));
    }
    try (BlobService root = BlobService.open(account, options())) {
      assertEquals(0, root.list().count(), "the root compartment has none of them");
      assertTrue(root.create("of-the-root"));
      assertEquals(List.of("of-the-root"), root.list().map(c -> c.name()).toList());
    }
  }

  @Test
  void unwrap_givesTheSdksClientOnTheSameTransport() throws Exception {
    ObjectStorage client = store.unwrap(ObjectStorage.class).orElseThrow();
    byte[] bytes = bytes(100_000);
    client.putObject(
        PutObjectRequest.builder()
            .namespaceName(FAKE.namespace())
            .bucketName("b")
            .objectName("by/sdk é+")
            .contentLength((long) bytes.length)
            .opcMeta(Map.of("colour", "blue"))
            .putObjectBody(new ByteArrayInputStream(bytes))
            .build());
    assertArrayEquals(bytes, Storing.read(store, "by/sdk é+"));
    assertEquals(Map.of("colour", "blue"), store.find("by/sdk é+").orElseThrow().metadata());
    var get =
        client.getObject(
            GetObjectRequest.builder()
                .namespaceName(FAKE.namespace())
                .bucketName("b")
                .objectName("by/sdk é+")
                .build());
    try (var body = get.getInputStream()) {
      assertArrayEquals(bytes, body.readAllBytes());
    }
    var list =
        client.listObjects(
            ListObjectsRequest.builder()
                .namespaceName(FAKE.namespace())
                .bucketName("b")
                .fields("name,size,timeCreated")
                .build());
    assertEquals("by/sdk é+", list.getListObjects().getObjects().get(0).getName());
    assertEquals(bytes.length, list.getListObjects().getObjects().get(0).getSize());
    assertEquals(Optional.empty(), store.unwrap(String.class));
  }
}
