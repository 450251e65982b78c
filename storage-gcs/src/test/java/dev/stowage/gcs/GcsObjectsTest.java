package dev.stowage.gcs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobService;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.ContainerInfo;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.SignedUrl;
import dev.stowage.fakes.gcs.FakeGcs;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** What only this service has; and its account level. */
class GcsObjectsTest {
  @RegisterExtension static final FakeGcs FAKE = FakeGcs.builder().rewriteStep(1 << 20).start();

  private String bucket;
  private BlobStore store;
  private GcsObjects objects;

  @BeforeEach
  void open() {
    bucket = "objects-" + UUID.randomUUID();
    FAKE.createBucket(bucket);
    store =
        BlobStore.open(
            "gs://" + bucket + FakeHarness.query(FAKE, FAKE.keyFile()),
            OpenOptions.defaults().withEnvironment(Map.of()));
    objects = store.unwrap(GcsObjects.class).orElseThrow();
  }

  @AfterEach
  void close() {
    store.close();
    FAKE.clock().reset();
  }

  private static void denied(Executable call) {
    assertEquals(ErrorCode.PERMISSION_DENIED, assertThrows(StorageException.class, call).code());
  }

  @Test
  void holds_keepAnObject() {
    store.put("k", BlobBody.of("x"));
    assertTrue(objects.temporaryHold("k", true).temporaryHold());
    denied(() -> store.delete("k"));
    denied(() -> store.put("k", BlobBody.of("y")));
    assertFalse(objects.temporaryHold("k", false).temporaryHold());
    assertTrue(objects.eventBasedHold("k", true).eventBasedHold());
    denied(() -> store.delete("k"));
    objects.eventBasedHold("k", false);
    store.delete("k");
    assertEquals(List.of(), FAKE.keys(bucket));
  }

  @Test
  void retention_keepsAnObject() {
    store.put("k", BlobBody.of("x"));
    Instant until = Instant.parse("2999-01-01T00:00:00Z");
    assertEquals(until, objects.retain("k", until, false).retainedUntil().orElseThrow());
    denied(() -> store.delete("k"));
    assertEquals("Unlocked", objects.lifecycle("k").retention().orElseThrow());
    objects.release("k");
    assertTrue(objects.lifecycle("k").retention().isEmpty());
    objects.retain("k", until, true);
    denied(() -> objects.release("k"));
  }

  @Test
  void bucketRetention_keepsWhatIsYoung() {
    FAKE.setRetention(bucket, Duration.ofDays(1));
    store.put("k", BlobBody.of("x"));
    denied(() -> store.delete("k"));
    assertTrue(objects.lifecycle("k").retainedUntil().isPresent());
  }

  @Test
  void customTime_isKept() {
    store.put("k", BlobBody.of("x"));
    Instant time = Instant.parse("2020-02-02T02:02:02Z");
    assertEquals(time, objects.customTime("k", time).customTime().orElseThrow());
    assertEquals(2, objects.lifecycle("k").metageneration());
  }

  @Test
  void softDeleted_comesBack() {
    FAKE.enableSoftDelete(bucket, Duration.ofDays(7));
    store.put("dir/k", BlobBody.of("first"));
    store.put("dir/k", BlobBody.of("second"));
    store.delete("dir/k");
    var gone = objects.softDeleted("dir/");
    assertEquals(2, gone.size());
    String second = gone.get(1).info().version().orElseThrow();
    objects.restore("dir/k", second);
    assertEquals("second", store.get("dir/k").text());
    StorageException there =
        assertThrows(
            StorageException.class,
            () -> objects.restore("dir/k", gone.get(0).info().version().orElseThrow()));
    assertEquals(ErrorCode.PRECONDITION_FAILED, there.code());
    assertEquals(1, objects.softDeleted("").size());
  }

  /** To another class bytes move, in several calls, and the metadata stays. */
  @Test
  void storageClass_isChanged_withProgress() {
    byte[] content = new byte[(3 << 20) + 9];
    store.put(
        "k",
        BlobBody.of(content),
        PutOptions.defaults().withMetadata(Map.of("a", "ü")).withContentType("text/css"));
    List<Long> progress = new ArrayList<>();
    objects.storageClass("k", "NEARLINE", progress::add);
    assertEquals(List.of(1L << 20, 2L << 20, 3L << 20, (long) content.length), progress);
    var info = store.find("k").orElseThrow();
    assertEquals("NEARLINE", info.storageClass().orElse(""));
    assertEquals("ü", info.metadata().get("a"));
    assertEquals("text/css", info.contentType());
    StorageException unknown =
        assertThrows(StorageException.class, () -> objects.storageClass("k", "NEVERLINE", b -> {}));
    assertEquals(ErrorCode.INVALID_ARGUMENT, unknown.code());
  }

  /** Somebody without credentials starts an upload, and sends to the URI that comes back. */
  @Test
  void signedStart_ofAResumableUpload() throws IOException {
    SignedUrl url = objects.signResumableStart("k", "text/plain", Duration.ofMinutes(5));
    HttpURLConnection start = (HttpURLConnection) url.uri().toURL().openConnection();
    start.setRequestMethod("POST");
    start.setDoOutput(true);
    start.setFixedLengthStreamingMode(0);
    url.headers().forEach(start::setRequestProperty);
    start.getOutputStream().close();
    assertEquals(201, start.getResponseCode());
    HttpURLConnection put =
        (HttpURLConnection) URI.create(start.getHeaderField("Location")).toURL().openConnection();
    put.setRequestMethod("PUT");
    put.setDoOutput(true);
    try (OutputStream out = put.getOutputStream()) {
      out.write("sent".getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(200, put.getResponseCode());
    assertEquals("sent", store.get("k").text());
    assertEquals("text/plain", store.find("k").orElseThrow().contentType());
    assertThrows(
        StorageException.class,
        () -> objects.signResumableStart("k", "text/plain", Duration.ofDays(8)));
  }

  @Test
  void buckets_areMadeListedAndRemoved() {
    OpenOptions options = OpenOptions.defaults().withEnvironment(Map.of());
    String query = FakeHarness.query(FAKE, FAKE.keyFile()) + "&region=EU";
    try (BlobService account = BlobService.open("gs:" + query, options)) {
      String name = "made-" + UUID.randomUUID();
      assertTrue(account.create(name));
      assertFalse(account.create(name));
      assertTrue(account.exists(name));
      assertEquals("EU", FAKE.blobs().bucket(name).orElseThrow().attributes().get("location"));
      assertTrue(account.list().map(ContainerInfo::name).toList().contains(name));
      try (BlobStore made = account.store(name)) {
        made.put("k", BlobBody.of("x"));
        StorageException full = assertThrows(StorageException.class, () -> account.delete(name));
        assertEquals(ErrorCode.CONFLICT, full.code());
        assertFalse(full.retryable());
        made.delete("k");
      }
      account.delete(name);
      assertFalse(account.exists(name));
      for (String bad : List.of("a", "Upper", "goog-x", "1.2.3.4", "a..b")) {
        assertEquals(
            ErrorCode.INVALID_ARGUMENT,
            assertThrows(StorageException.class, () -> account.create(bad), bad).code());
      }
    }
  }

  @Test
  void account_withoutAProject_saysWhatIsMissing() {
    try (BlobService account =
        BlobService.open(
            "gs:?endpoint=" + FAKE.endpoint() + "&credential=anonymous",
            OpenOptions.defaults().withEnvironment(Map.of()))) {
      StorageException refused =
          assertThrows(StorageException.class, () -> account.list().findAny());
      assertTrue(refused.getMessage().contains("project="), refused.getMessage());
    }
  }
}
