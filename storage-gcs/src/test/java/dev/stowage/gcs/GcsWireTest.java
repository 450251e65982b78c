package dev.stowage.gcs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.Credentials;
import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.BlobVersion;
import dev.stowage.blob.BlobWriter;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.MultipartUpload;
import dev.stowage.blob.PutOptions;
import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.RecordedRequest;
import dev.stowage.fakes.gcs.FakeGcs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The requests on the wire, of which the contract knows nothing. */
class GcsWireTest {
  @RegisterExtension static final FakeGcs FAKE = FakeGcs.builder().minPartSize(1).start();

  private String bucket;

  @BeforeEach
  void newBucket() {
    bucket = "wire-" + UUID.randomUUID();
    FAKE.createBucket(bucket);
  }

  private static OpenOptions options() {
    return OpenOptions.defaults()
        .withEnvironment(Map.of())
        .withCredentials(Credentials.of(Map.of("access_token", FAKE.accessToken())));
  }

  private BlobStore open(String parameters) {
    return BlobStore.open(
        "gs://" + bucket + "?endpoint=" + FAKE.endpoint() + parameters, options());
  }

  private static RecordedRequest only() {
    assertEquals(1, FAKE.journal().count(), FAKE.journal().operations().toString());
    return FAKE.journal().requests().get(0);
  }

  private static String header(RecordedRequest request, String name) {
    return request.headers().first(name).orElse("");
  }

  @Test
  void smallPut_isOneRequest_withItsChecksum() {
    try (BlobStore store = open("")) {
      store.put("a b/ü", BlobBody.of("content"));
      RecordedRequest put = only();
      assertEquals("PUT", put.method());
      assertEquals("/" + bucket + "/a%20b/%C3%BC", put.path());
      assertEquals("crc32c=nH6kbw==".length(), header(put, "x-goog-hash").length());
      assertEquals("application/octet-stream", header(put, "content-type"));
      assertFalse(put.headers().has("expect"));
    }
  }

  @Test
  void smallGet_isOneRequest_withEverything() {
    try (BlobStore store = open("")) {
      store.put("k", BlobBody.of("x"), PutOptions.defaults().withMetadata(Map.of("Name", " é ")));
      FAKE.journal().clear();
      try (var in = store.get("k")) {
        assertEquals(" é ", in.info().metadata().get("name"));
        assertEquals("x", in.text());
      }
      assertEquals("gzip", header(only(), "accept-encoding"));
    }
  }

  @Test
  void budgets_areOneRequestEach() {
    try (BlobStore store = open("")) {
      store.put("k", BlobBody.of("x"));
      for (Runnable call :
          List.<Runnable>of(
              () -> store.find("k"),
              () -> store.exists("none"),
              () -> store.copy("k", "l"),
              () -> store.deleteAll(List.of("l", "m")),
              () -> store.isAccessible(),
              () -> store.delete("none"))) {
        FAKE.journal().clear();
        call.run();
        only();
      }
    }
  }

  /** A read that finds the blob unchanged costs one request without a body. */
  @Test
  void ifNoneMatch_isAskedOfTheService() {
    try (BlobStore store = open("")) {
      String etag = store.put("k", BlobBody.of("x")).etag();
      FAKE.journal().clear();
      StorageException same =
          assertThrows(
              StorageException.class,
              () -> store.get("k", GetOptions.defaults().withIfNoneMatch(etag)));
      assertEquals(ErrorCode.NOT_MODIFIED, same.code());
      assertTrue(only().query().contains("ifGenerationNotMatch=" + etag), only().query());
    }
  }

  /** The JSON API has no conditions on times; they are kept all the same. */
  @Test
  void ifNoneMatch_withATime_keepsBoth() {
    try (BlobStore store = open("")) {
      String old = store.put("k", BlobBody.of("x")).etag();
      store.put("k", BlobBody.of("y"));
      GetOptions changed = GetOptions.defaults().withIfNoneMatch(old);
      assertEquals("y", store.get("k", changed).text());
      StorageException modified =
          assertThrows(
              StorageException.class,
              () -> store.get("k", changed.withIfUnmodifiedSince(java.time.Instant.EPOCH)).close());
      assertEquals(ErrorCode.PRECONDITION_FAILED, modified.code());
    }
  }

  @Test
  void etag_withMetageneration_bindsTheMetadataToo() {
    try (BlobStore store = open("")) {
      String etag = store.put("k", BlobBody.of("x")).etag();
      GcsObjects objects = store.unwrap(GcsObjects.class).orElseThrow();
      assertEquals(1, objects.lifecycle("k").metageneration());
      objects.temporaryHold("k", true);
      objects.temporaryHold("k", false);
      StorageException stale =
          assertThrows(
              StorageException.class,
              () -> store.put("k", BlobBody.of("y"), PutOptions.ifMatch(etag + ".1")));
      assertEquals(ErrorCode.PRECONDITION_FAILED, stale.code());
      store.put("k", BlobBody.of("y"), PutOptions.ifMatch(etag + ".3"));
      assertEquals("y", store.get("k").text());
    }
  }

  @Test
  void kmsLockAndPayer_areInEveryWrite() throws IOException {
    String key = "projects/p/locations/l/keyRings/r/cryptoKeys/k";
    FAKE.makeRequesterPay(bucket);
    try (BlobStore store =
        open("&kms-key=" + key + "&lock=Unlocked&lock-days=2&user-project=payer")) {
      store.put("one", BlobBody.of("x"));
      try (BlobWriter writer =
          store.openWriter("parts", PutOptions.defaults().withPartSize(6 << 20))) {
        writer.write(new byte[7 << 20]);
        writer.commit();
      }
      store.copy("one", "copy");
      for (String name : List.of("one", "parts", "copy")) {
        FakeBlob blob = FAKE.object(bucket, name).orElseThrow();
        assertEquals(key, blob.attribute("kmsKeyName").orElse(""), name);
        assertEquals("Unlocked", blob.attribute("retention.mode").orElse(""), name);
      }
      assertEquals("payer", header(FAKE.journal().requests().get(0), "x-goog-user-project"));
    }
    try (BlobStore store = open("")) {
      assertEquals(
          ErrorCode.INVALID_ARGUMENT,
          assertThrows(StorageException.class, () -> store.get("one")).code());
    }
  }

  /** Google's own signal of a token that is no more; any other 401 is final. */
  @Test
  void staleToken_isRenewedOnce() {
    try (BlobStore store =
        BlobStore.open(
            "gs://" + bucket + FakeHarness.query(FAKE, FAKE.keyFile()),
            OpenOptions.defaults().withEnvironment(Map.of()))) {
      store.put("k", BlobBody.of("x"));
      FAKE.revokeTokens();
      FAKE.journal().clear();
      assertEquals("x", store.get("k").text());
      assertEquals(
          List.of("storage.objects.get", "oauth2.token", "storage.objects.get"),
          FAKE.journal().operations());
    }
  }

  @Test
  void gzip_comesAsItIsStored() {
    try (BlobStore store = open("")) {
      store.put(
          "k",
          BlobBody.of("packed"),
          PutOptions.defaults()
              .withHeaders(dev.stowage.blob.BlobHeaders.none().withContentEncoding("gzip")));
      try (var in = store.get("k")) {
        assertEquals("gzip", in.info().headers().contentEncoding().orElse(""));
        assertEquals("packed", in.text());
      }
      assertEquals(
          "ck", store.get("k", GetOptions.defaults().withRange(ByteRange.of(2, 2))).text());
    }
  }

  /** A page of the service may end among the generations of a name; ours do not. */
  @Test
  void versions_acrossPages_areNewestFirst() {
    FAKE.enableVersioning(bucket);
    try (BlobStore store = open("")) {
      for (int i = 0; i < 3; i++) {
        store.put("a", BlobBody.of("a" + i));
        store.put("b", BlobBody.of("b" + i));
      }
      store.delete("b");
      FAKE.faults().on("storage.objects.list").times(3).arm(Fault.shortPage(2));
      List<BlobVersion> all;
      try (Stream<BlobVersion> versions = store.versions().orElseThrow().list("")) {
        all = versions.toList();
      }
      assertEquals(
          List.of("a", "a", "a", "b", "b", "b", "b"),
          all.stream().map(v -> v.info().key()).toList());
      assertTrue(all.get(0).latest() && all.get(3).deleteMarker());
      List<Long> generations =
          all.stream()
              .filter(v -> !v.deleteMarker())
              .map(v -> Long.parseLong(v.info().version().orElseThrow()))
              .toList();
      assertTrue(
          generations.get(0) > generations.get(1) && generations.get(1) > generations.get(2));
      FAKE.faults().assertAllFired();
    }
  }

  /** The XML API knows no conditions on uploads in parts: a staged object has to be moved. */
  @Test
  void conditionalParts_leaveNothingBehind() throws IOException {
    try (BlobStore store = open("")) {
      try (BlobWriter writer = store.openWriter("k", PutOptions.ifAbsent().withPartSize(6 << 20))) {
        writer.write(new byte[7 << 20]);
        writer.commit();
      }
      assertEquals(List.of("k"), FAKE.keys(bucket));
      assertEquals(7 << 20, FAKE.object(bucket, "k").orElseThrow().size());
      assertEquals(List.of(), FAKE.uploads(bucket));
    }
  }

  /** The process may end between putting together and moving: what is left is found and cleared. */
  @Test
  void stagedObject_ofADeadProcess_isListedAndAborted() {
    try (BlobStore store = open("")) {
      var uploads = store.multipartUploads().orElseThrow();
      MultipartUpload upload = uploads.start("dir/k", PutOptions.ifAbsent());
      var part = upload.put(1, BlobBody.of("part"));
      FAKE.faults().on("storage.objects.rewrite").always().arm(Fault.refusal(403, ""));
      assertThrows(StorageException.class, () -> upload.complete(List.of(part)));
      FAKE.faults().clear();
      assertEquals(1, FAKE.keys(bucket).size(), "the staged object");
      assertFalse(store.list("").findAny().isPresent(), "which no listing shows");
      try (Stream<dev.stowage.blob.PendingUpload> left = uploads.list("dir/")) {
        assertEquals(List.of("dir/k"), left.map(p -> p.key()).toList());
      }
      assertEquals(0, uploads.abortOlderThan("other/", Duration.ZERO));
      FAKE.clock().reset();
      assertEquals(1, uploads.abortOlderThan("dir/", Duration.ZERO));
      assertEquals(List.of(), FAKE.keys(bucket));
    }
  }

  /** Its answer was lost: the second try finds the object in its place, or still staged. */
  @Test
  void conditionalParts_lostAnswers_areFoundOut() {
    for (String operation : List.of("CompleteMultipartUpload", "storage.objects.rewrite")) {
      try (BlobStore store = open("")) {
        MultipartUpload upload =
            store.multipartUploads().orElseThrow().start(operation, PutOptions.ifAbsent());
        var part = upload.put(1, BlobBody.of("part"));
        FAKE.faults().on(operation).arm(Fault.lostResponse());
        upload.complete(List.of(part));
        assertEquals("part", store.get(operation).text());
        FAKE.faults().assertAllFired();
      }
    }
  }

  @Test
  void largeCopy_takesSeveralCalls_withinItsConditions() {
    try (FakeGcs small = FakeGcs.builder().rewriteStep(1 << 20).start()) {
      small.createBucket("from");
      small.createBucket("to");
      small.setLocation("to", "EU");
      small.putObject("from", "k", new byte[(3 << 20) + 5]);
      OpenOptions options =
          OpenOptions.defaults()
              .withEnvironment(Map.of())
              .withCredentials(Credentials.of(Map.of("access_token", small.accessToken())));
      try (BlobStore from = BlobStore.open("gs://from?endpoint=" + small.endpoint(), options);
          BlobStore to = BlobStore.open("gs://to?endpoint=" + small.endpoint(), options)) {
        to.copyFrom(from, "k", "copy", dev.stowage.blob.CopyOptions.defaults());
      }
      assertEquals(4, small.journal().count("storage.objects.rewrite"));
      assertEquals((3 << 20) + 5, small.object("to", "copy").orElseThrow().size());
    }
  }

  @Test
  void onceOnlyBody_asksBeforeItIsSpent() {
    try (BlobStore store = open("")) {
      store.put("k", BlobBody.once(new ByteArrayInputStream(new byte[3]), 3));
      assertEquals("100-continue", header(only(), "expect"));
    }
  }

  @Test
  void keys_thatTheServiceHasNot_areRefusedBeforeAnyRequest() {
    try (BlobStore store = open("")) {
      for (String key :
          List.of(
              ".", "..", "a\nb", "a\rb", ".well-known/acme-challenge/x", GcsParts.STAGE + "x")) {
        StorageException refused =
            assertThrows(StorageException.class, () -> store.put(key, BlobBody.of("x")), key);
        assertEquals(ErrorCode.INVALID_KEY, refused.code());
      }
      assertEquals(0, FAKE.journal().count());
    }
  }

  @Test
  void config_refusesWhatItDoesNotKnow() {
    for (String bad :
        List.of(
            "gs://b?nonsense=1",
            "gs://b?lock=Locked",
            "gs://b?lock=locked&lock-days=1",
            "gs://b?lock=Locked&lock-days=0",
            "gs://b?endpoint=ftp://x",
            "gs://b?credential=profile:x",
            "gs:///x")) {
      StorageException refused =
          assertThrows(StorageException.class, () -> BlobStore.open(bad, options0()).close(), bad);
      assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code(), bad);
    }
    assertEquals(
        "/p/storage/v1/b/x",
        new GcsEndpoint(URI.create("http://h/p/")).json("/b/x", Map.of()).getPath());
  }

  private static OpenOptions options0() {
    return OpenOptions.defaults().withEnvironment(Map.of());
  }
}
