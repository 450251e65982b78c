package dev.stowage.oci.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.BlobVersion;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.CopyOptions;
import dev.stowage.blob.DeleteResult;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.WriteCondition;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.RecordedRequest;
import dev.stowage.oci.FakeUser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** OCI-OBJ-3: head, delete, list, copy. */
class OciListCopyTest extends OciObjectsTestBase {
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
}
