package dev.stowage.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.Credentials;
import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.RetryPolicy;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.MultipartUpload;
import dev.stowage.blob.MultipartUploads;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.UploadPart;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.RecordedRequest;
import dev.stowage.fakes.gcs.FakeGcs;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Resumable uploads: within a call, and across processes. */
class GcsUploadTest {
  @RegisterExtension static final FakeGcs FAKE = FakeGcs.start();

  private static final byte[] LARGE = bytes((20 << 20) + 77);

  private String bucket;

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(5).nextBytes(bytes);
    return bytes;
  }

  @BeforeEach
  void newBucket() {
    bucket = "upload-" + UUID.randomUUID();
    FAKE.createBucket(bucket);
  }

  private BlobStore open() {
    return BlobStore.open(
        "gs://" + bucket + "?endpoint=" + FAKE.endpoint(),
        OpenOptions.defaults()
            .withEnvironment(Map.of())
            .withCredentials(Credentials.of(Map.of("access_token", FAKE.accessToken())))
            .withRetry(
                RetryPolicy.defaults().withBackoff(Duration.ofMillis(1), Duration.ofMillis(2))));
  }

  private static GcsObjects objects(BlobStore store) {
    return store.unwrap(GcsObjects.class).orElseThrow();
  }

  private static BlobBody stream() {
    return BlobBody.of(LARGE.length, () -> new ByteArrayInputStream(LARGE));
  }

  private static long sent() {
    return FAKE.journal().requests("storage.resumable.upload").stream()
        .mapToLong(RecordedRequest::requestBytes)
        .sum();
  }

  private void assertStored() {
    assertArrayEquals(LARGE, FAKE.object(bucket, "k").orElseThrow().content());
  }

  @Test
  void largePut_ofMemory_isTwoRequests() {
    try (BlobStore store = open()) {
      store.put("k", BlobBody.of(LARGE));
      assertEquals(
          List.of("storage.objects.insert", "storage.resumable.upload"),
          FAKE.journal().operations());
      assertStored();
    }
  }

  /** The checksum of a stream is known only at its end; it goes along with the last bytes. */
  @Test
  void largePut_ofAStream_sendsItsChecksumWithItsEnd() {
    try (BlobStore store = open()) {
      store.put("k", stream());
      List<RecordedRequest> chunks = FAKE.journal().requests("storage.resumable.upload");
      assertEquals(2, chunks.size());
      assertTrue(chunks.get(1).headers().first("x-goog-hash").orElse("").startsWith("crc32c="));
      assertEquals(LARGE.length, sent());
      assertStored();
    }
  }

  /** What is corrupted on its way is refused before it is published. */
  @Test
  void corruptedOnItsWay_isNotPublished() {
    for (BlobBody body : List.of(BlobBody.of(LARGE), stream())) {
      try (BlobStore store = open()) {
        FAKE.faults().on("storage.resumable.upload").arm(Fault.flippedRequestBit(1000));
        StorageException failure = assertThrows(StorageException.class, () -> store.put("k", body));
        assertEquals(ErrorCode.INTEGRITY_FAILURE, failure.code());
        FAKE.faults().assertAllFired();
        assertTrue(FAKE.object(bucket, "k").isEmpty());
      }
    }
  }

  @Test
  void refusedMidway_sendsOnlyTheRest() {
    try (BlobStore store = open()) {
      FAKE.faults().on("storage.resumable.upload").arm(Fault.refusalAfter(503, 12 << 20));
      store.put("k", BlobBody.of(LARGE));
      assertStored();
      assertEquals(2L * LARGE.length - (12 << 20), sent());
      FAKE.faults().assertAllFired();
    }
  }

  @Test
  void lostAnswerOfTheEnd_isAskedFor() {
    try (BlobStore store = open()) {
      FAKE.faults().on("storage.resumable.upload").arm(Fault.lostResponse());
      store.put("k", BlobBody.of(LARGE), PutOptions.ifAbsent());
      assertStored();
      assertEquals(LARGE.length, sent());
    }
  }

  @Test
  void forgottenSession_isStartedAnew() {
    try (BlobStore store = open()) {
      FAKE.faults().on("storage.resumable.upload").arm(Fault.refusalAfter(503, 1 << 20));
      FAKE.faults().on("storage.resumable.upload").after(1).arm(Fault.refusal(410, ""));
      store.put("k", stream());
      assertStored();
      assertEquals(2, FAKE.journal().count("storage.objects.insert"));
    }
  }

  @Test
  void condition_isCheckedWhenItEnds() {
    try (BlobStore store = open()) {
      FAKE.putObject(bucket, "k", new byte[1]);
      StorageException failure =
          assertThrows(
              StorageException.class, () -> store.put("k", stream(), PutOptions.ifAbsent()));
      assertEquals(ErrorCode.ALREADY_EXISTS, failure.code());
    }
  }

  /** The second process knows nothing but the URI. */
  @Test
  void session_outlivesItsProcess() {
    URI session;
    try (BlobStore first = open()) {
      GcsUpload upload = objects(first).startUpload("k", PutOptions.defaults());
      session = upload.session();
      FAKE.faults().on("storage.resumable.upload").arm(Fault.refusalAfter(503, 9 << 20));
      StorageException broken =
          assertThrows(StorageException.class, () -> upload.send(BlobBody.of(LARGE)));
      assertTrue(broken.retryable(), broken.toString());
    }
    FAKE.faults().clear();
    FAKE.journal().clear();
    try (BlobStore second = open()) {
      GcsUpload upload = objects(second).resumeUpload("k", session);
      long had = upload.persisted();
      assertEquals(9 << 20, had);
      upload.send(BlobBody.once(new ByteArrayInputStream(LARGE)));
      assertStored();
      assertEquals(LARGE.length - had, sent());
      assertEquals(LARGE.length, upload.persisted());
      assertEquals(LARGE.length, upload.send(BlobBody.of(LARGE)).size());
      byte[] other = LARGE.clone();
      other[9] ^= 1;
      StorageException differs =
          assertThrows(StorageException.class, () -> upload.send(BlobBody.of(other)));
      assertEquals(ErrorCode.INTEGRITY_FAILURE, differs.code());
    }
  }

  @Test
  void exactMultipleOfAPiece_ends() {
    byte[] two = bytes(16 << 20);
    try (BlobStore store = open()) {
      objects(store).startUpload("k", PutOptions.defaults()).send(BlobBody.of(two));
      assertArrayEquals(two, FAKE.object(bucket, "k").orElseThrow().content());
      objects(store).startUpload("empty", PutOptions.defaults()).send(BlobBody.of(""));
      assertEquals(0, FAKE.object(bucket, "empty").orElseThrow().size());
    }
  }

  @Test
  void cancelled_isGone() {
    try (BlobStore store = open()) {
      GcsUpload upload = objects(store).startUpload("k", PutOptions.defaults());
      upload.cancel();
      upload.cancel();
      StorageException gone = assertThrows(StorageException.class, upload::persisted);
      assertEquals(ErrorCode.NOT_FOUND, gone.code());
    }
  }

  /** A URI that somebody else wrote must not be sent our token. */
  @Test
  void foreignSession_isRefused() {
    try (BlobStore store = open()) {
      assertThrows(
          StorageException.class,
          () -> objects(store).resumeUpload("k", URI.create("http://attacker.example/u?id=1")));
      assertEquals(0, FAKE.journal().count());
    }
  }

  /** By it an interrupted upload knows a part whose acknowledgement nobody lived to read. */
  @Test
  void partsOfAnUpload_areListedWithTheirMd5() throws NoSuchAlgorithmException {
    try (BlobStore store = open()) {
      MultipartUploads uploads = store.multipartUploads().orElseThrow();
      MultipartUpload upload = uploads.start("k", PutOptions.defaults());
      upload.put(1, BlobBody.of("one"));
      UploadPart listed = uploads.resume("k", upload.id(), PutOptions.defaults()).parts().get(0);
      byte[] md5 = MessageDigest.getInstance("MD5").digest("one".getBytes(UTF_8));
      assertEquals(
          Map.of(ChecksumAlgorithm.MD5, Checksum.of(ChecksumAlgorithm.MD5, md5)),
          listed.checksums());
      upload.abort();
    }
  }
}
