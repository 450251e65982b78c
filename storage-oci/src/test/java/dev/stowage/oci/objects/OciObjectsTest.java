package dev.stowage.oci.objects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.oracle.bmc.objectstorage.ObjectStorage;
import com.oracle.bmc.objectstorage.requests.GetObjectRequest;
import com.oracle.bmc.objectstorage.requests.ListObjectsRequest;
import com.oracle.bmc.objectstorage.requests.PutObjectRequest;
import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobHeaders;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobService;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.BlobVersion;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.CopyOptions;
import dev.stowage.blob.DeleteResult;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import dev.stowage.blob.MultipartUpload;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.SignRequest;
import dev.stowage.blob.SignedUrl;
import dev.stowage.blob.UploadPart;
import dev.stowage.blob.WriteCondition;
import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.RecordedRequest;
import dev.stowage.fakes.oci.FakeOci;
import dev.stowage.fakes.oci.objects.FakeObjectStorage;
import dev.stowage.oci.FakeUser;
import dev.stowage.oci.objects.OciBucket.Access;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the contract does not ask: one test or more per requirement of Object Storage. */
class OciObjectsTest {
  private static final FakeOci FAKE = FakeOci.start();
  private static final FakeObjectStorage STORAGE = FAKE.service(FakeObjectStorage.class);
  private static final int PART = 10 << 20;

  private BlobStore store;

  @BeforeEach
  void fresh() {
    FAKE.reset();
    STORAGE.createBucket("b");
    store = open("oci://b@" + FAKE.namespace());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @AfterAll
  static void stop() {
    FAKE.close();
  }

  private static OpenOptions options() {
    return OpenOptions.defaults().withEnvironment(Map.of());
  }

  private static BlobStore open(String bucket) {
    return open(bucket, "");
  }

  private static BlobStore open(String bucket, String more) {
    return BlobStore.open(bucket + "/" + FakeUser.query(FAKE) + more, options());
  }

  private static StorageException fails(ErrorCode code, Runnable work) {
    StorageException e = assertThrows(StorageException.class, work::run);
    assertEquals(code, e.code(), e.getMessage());
    return e;
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new java.util.Random(size).nextBytes(bytes);
    return bytes;
  }

  private static FakeBlob stored(String key) {
    return STORAGE.object("b", key).orElseThrow();
  }

  private static RecordedRequest only(String operation) {
    List<RecordedRequest> seen = FAKE.journal().requests(operation);
    assertEquals(1, seen.size(), operation);
    return seen.get(0);
  }

  private static String header(RecordedRequest request, String name) {
    return request.headers().first(name).orElse("");
  }

  // OCI-OBJ-1, put.

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
  void oci_obj_1_tooLargeIsSaidBeforehand() {
    assertEquals(50L << 30, store.capabilities().limits().maxPutSize());
  }

  // OCI-OBJ-2, get.

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

  // OCI-OBJ-3, head, delete, list, copy.

  @Test
  void oci_obj_3_listGoesOnWithNextStartWith() {
    List<String> keys = IntStream.range(0, 25).mapToObj(i -> "k" + (char) ('a' + i)).toList();
    keys.forEach(key -> store.put(key, BlobBody.of(key)));
    List<String> seen = new ArrayList<>();
    ListRequest request = ListRequest.of("k").withPageSize(10);
    Optional<String> cursor = Optional.empty();
    do {
      ListPage page = store.listPage(cursor.map(request::withCursor).orElse(request));
      page.blobs().forEach(blob -> seen.add(blob.key()));
      cursor = page.cursor();
    } while (cursor.isPresent());
    assertEquals(keys, seen);
    List<RecordedRequest> lists = FAKE.journal().requests("ListObjects");
    assertEquals(3, lists.size());
    assertTrue(lists.get(1).query().contains("start=kk"), "start is inclusive: the next key");
    assertTrue(lists.get(0).query().contains("limit=10"));
  }

  @Test
  void oci_obj_3_startAfterIsStrict() {
    List.of("a", "b", "c").forEach(key -> store.put(key, BlobBody.of(key)));
    ListPage page = store.listPage(ListRequest.of("").withStartAfter("b"));
    assertEquals(List.of("c"), page.blobs().stream().map(BlobInfo::key).toList());
    assertTrue(only("ListObjects").query().contains("startAfter=b"));
  }

  @Test
  void oci_obj_3_listHasSizesTagsTimesAndTiers() {
    String etag = store.put("k", BlobBody.of("content")).etag();
    BlobInfo listed = store.list("").findFirst().orElseThrow();
    assertEquals(7, listed.size());
    assertEquals(etag, listed.etag());
    assertEquals(Optional.of("Standard"), listed.storageClass());
    assertTrue(listed.created().isPresent());
    assertTrue(listed.checksums().containsKey(ChecksumAlgorithm.MD5));
  }

  @Test
  void oci_obj_3_deleteOfWhatIsMissingIsOneRequest() {
    store.delete("none");
    assertEquals(1, FAKE.journal().count());
    try (BlobStore missing = open("oci://none@" + FAKE.namespace())) {
      fails(ErrorCode.CONTAINER_NOT_FOUND, () -> missing.delete("k"));
    }
  }

  @Test
  void oci_obj_3_batchDeleteSaysOfEachKey() {
    List<String> keys = IntStream.range(0, 1500).mapToObj(i -> "k" + i).toList();
    keys.subList(0, 500).forEach(key -> STORAGE.putObject("b", key, new byte[1]));
    List<DeleteResult> results = store.deleteAll(keys);
    assertEquals(keys, results.stream().map(DeleteResult::key).toList());
    assertTrue(results.stream().allMatch(DeleteResult::deleted));
    assertEquals(List.of(), STORAGE.keys("b"));
    assertEquals(2, FAKE.journal().count("BatchDeleteObjects"));
  }

  @Test
  void oci_obj_3_copyWaitsForItsWorkRequest() {
    store.put("from", BlobBody.of("content"));
    STORAGE.copiesAreMadeWithLook(4);
    store.copy("from", "to");
    assertEquals("content", new String(stored("to").content(), StandardCharsets.UTF_8));
    assertEquals(4, FAKE.journal().count("GetWorkRequest"));
  }

  @Test
  void oci_obj_3_copyThatFailsLaterIsAFailure() {
    store.put("from", BlobBody.of("content"));
    FAKE.faults().on("CopyObject").always().arm(Fault.errorInside200("QuotaExceeded"));
    StorageException e = fails(ErrorCode.QUOTA_EXCEEDED, () -> store.copy("from", "to"));
    assertTrue(e.getMessage().contains("The copy failed."), e.getMessage());
    assertEquals(Optional.empty(), STORAGE.object("b", "to"));
  }

  @Test
  void oci_obj_3_conditionOfACopyThatFailsLater() {
    store.put("from", BlobBody.of("content"));
    store.put("to", BlobBody.of("kept"));
    CopyOptions create = CopyOptions.defaults().withCondition(WriteCondition.ifAbsent());
    fails(ErrorCode.ALREADY_EXISTS, () -> store.copy("from", "to", create));
    CopyOptions stale = CopyOptions.defaults().withCondition(WriteCondition.ifMatch("stale"));
    fails(ErrorCode.PRECONDITION_FAILED, () -> store.copy("from", "to", stale));
  }

  @Test
  void oci_obj_3_deadlineNamesTheWorkRequest() {
    store.put("from", BlobBody.of("content"));
    STORAGE.copiesAreMadeWithLook(Integer.MAX_VALUE);
    OpenOptions hasty = options().withDeadline(Duration.ofMillis(300));
    try (BlobStore impatient =
        BlobStore.open("oci://b@" + FAKE.namespace() + "/" + FakeUser.query(FAKE), hasty)) {
      StorageException e = fails(ErrorCode.DEADLINE_EXCEEDED, () -> impatient.copy("from", "to"));
      assertTrue(e.getMessage().contains("ocid1.workrequest."), e.getMessage());
    }
  }

  @Test
  void oci_obj_3_copyBetweenBucketsStaysAtTheService() {
    STORAGE.createBucket("other");
    store.put("from", BlobBody.of("content"));
    try (BlobStore other = open("oci://other@" + FAKE.namespace())) {
      FAKE.journal().clear();
      other.copyFrom(store, "from", "to", CopyOptions.defaults());
      assertEquals(0, FAKE.journal().count("GetObject"));
      assertEquals(1, FAKE.journal().count("CopyObject"));
      assertEquals("content", new String(Storing.read(other, "to"), StandardCharsets.UTF_8));
    }
  }

  @Test
  void oci_obj_3_copyThatChangesHeadersKeepsTheRest() {
    store.put(
        "from",
        BlobBody.of("content"),
        PutOptions.defaults().withContentType("text/css").withMetadata(Map.of("a", "1")));
    store.copy(
        "from",
        "to",
        CopyOptions.defaults().withChanges(PutOptions.defaults().withContentType("text/xml")));
    assertEquals("text/xml", stored("to").headers().get("content-type"));
    assertEquals(Map.of("a", "1"), stored("to").metadata());
    FAKE.faults().on("GetObject").arm(Fault.flippedResponseBit(1));
    fails(
        ErrorCode.INTEGRITY_FAILURE,
        () ->
            store.copy(
                "from",
                "again",
                CopyOptions.defaults()
                    .withChanges(PutOptions.defaults().withContentType("text/xml"))));
  }

  @Test
  void oci_obj_3_renameIsOneStep() {
    store.put("from", BlobBody.of("content"), PutOptions.defaults().withContentType("text/css"));
    OciBucket bucket = store.unwrap(OciBucket.class).orElseThrow();
    FAKE.journal().clear();
    String etag = bucket.rename("from", "to").etag();
    assertEquals(1, FAKE.journal().count());
    assertEquals(etag, store.find("to").orElseThrow().etag());
    assertEquals("text/css", store.find("to").orElseThrow().contentType());
    assertFalse(store.exists("from"));
    StorageException e = fails(ErrorCode.NOT_FOUND, () -> bucket.rename("from", "x"));
    assertEquals(Optional.of("from"), e.key());
  }

  @Test
  void oci_obj_3_versionsAcrossPagesHaveOneLatest() {
    STORAGE.enableVersioning("b");
    for (int i = 0; i < 5; i++) {
      store.put("a", BlobBody.of("a" + i));
      store.put("b", BlobBody.of("b" + i));
    }
    store.delete("b");
    FAKE.faults().on("ListObjectVersions").always().arm(Fault.shortPage(2));
    List<BlobVersion> versions = store.versions().orElseThrow().list("").toList();
    assertEquals(11, versions.size());
    Map<String, List<BlobVersion>> latest =
        versions.stream()
            .filter(BlobVersion::latest)
            .collect(Collectors.groupingBy(v -> v.info().key()));
    assertEquals(1, latest.get("a").size());
    assertTrue(latest.get("b").get(0).deleteMarker());
  }

  @Test
  void oci_obj_3_keysThatTheServiceCannotKeep() {
    for (String key : List.of("a\nb", "a\rb", "a\0b", ".", "..", "x".repeat(1025))) {
      fails(ErrorCode.INVALID_KEY, () -> store.put(key, BlobBody.of("x")));
    }
    for (String key :
        List.of("a/../b", "/lead", "trail/", "a//b", "x".repeat(1024), "%2F", "a?b")) {
      store.put(key, BlobBody.of(key));
      assertEquals(key, new String(Storing.read(store, key), StandardCharsets.UTF_8));
      assertTrue(STORAGE.keys("b").contains(key), key);
    }
  }

  // OCI-OBJ-4, multipart.

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

  // OCI-OBJ-5, namespace and pre-authenticated requests.

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

  // Buckets.

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

  // The SDK's client on our transport.

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
