package dev.stowage.oss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.SignRequest;
import dev.stowage.blob.UrlSigner;
import dev.stowage.blob.WriteCondition;
import dev.stowage.fakes.oss.FakeOss;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** What is peculiar to OSS, beside what the kit asks of everybody. */
class OssStoreTest {
  @RegisterExtension static final FakeOss FAKE = FakeOss.start();

  private final String bucket = "store-" + UUID.randomUUID();

  private BlobStore open(String parameters) {
    return BlobStore.open(
        "oss://" + bucket + "/" + FakeHarness.query(FAKE, FAKE.secretKey()) + parameters,
        OpenOptions.defaults().withEnvironment(Map.of()));
  }

  private static StorageException fails(ErrorCode code, Executable call) {
    StorageException failure = assertThrows(StorageException.class, call);
    assertEquals(code, failure.code(), failure::toString);
    return failure;
  }

  private static PutOptions createOnly() {
    return PutOptions.defaults().withCondition(WriteCondition.ifAbsent());
  }

  @Test
  void createOnly_isForbidOverwrite_andAsksOnceForVersions() {
    FAKE.createBucket(bucket);
    FAKE.journal().clear();
    try (BlobStore store = open("")) {
      store.put("a", BlobBody.of("1"), createOnly());
      store.put("b", BlobBody.of("1"), createOnly());
      fails(ErrorCode.ALREADY_EXISTS, () -> store.put("a", BlobBody.of("2"), createOnly()));
      assertEquals(1, FAKE.journal().count("GetBucketVersioning"));
      assertTrue(
          FAKE.journal().requests("PutObject").stream()
              .allMatch(put -> put.headers().first("x-oss-forbid-overwrite").isPresent()));
      assertEquals("1", store.get("a").text());
    }
  }

  @Test
  void createOnly_inABucketWithVersions_isRefused_notIgnored() {
    FAKE.createBucket(bucket);
    FAKE.enableVersioning(bucket);
    try (BlobStore store = open("")) {
      fails(ErrorCode.UNSUPPORTED, () -> store.put("a", BlobBody.of("1"), createOnly()));
      assertTrue(store.find("a").isEmpty());
    }
  }

  @Test
  void ifMatch_onWrites_isRefused_withoutARequest() {
    FAKE.createBucket(bucket);
    FAKE.journal().clear();
    try (BlobStore store = open("")) {
      PutOptions matching = PutOptions.defaults().withCondition(WriteCondition.ifMatch("e"));
      fails(ErrorCode.UNSUPPORTED, () -> store.put("a", BlobBody.of("1"), matching));
      fails(ErrorCode.UNSUPPORTED, () -> store.delete("a", "e"));
      assertEquals(0, FAKE.journal().count());
    }
  }

  @Test
  void symlinks_areLeftAlone() {
    FAKE.createBucket(bucket);
    FAKE.putObject(bucket, "target ü", "there".getBytes(StandardCharsets.UTF_8));
    FAKE.putSymlink(bucket, "link", "target ü");
    try (BlobStore store = open("")) {
      assertEquals("there", store.get("link").text());
      OssBucket own = store.unwrap(OssBucket.class).orElseThrow();
      assertEquals(Optional.of("target ü"), own.symlinkTarget("link"));
      assertEquals(Optional.empty(), own.symlinkTarget("target ü"));
      store.delete("link");
      assertEquals("there", store.get("target ü").text(), "the target of a deleted link");
    }
  }

  @Test
  void archivedBlobs_areRestored() {
    FAKE.createBucket(bucket);
    try (BlobStore store = open("")) {
      store.put("old", BlobBody.of("x"), PutOptions.defaults().withStorageClass("Archive"));
      StorageException frozen = assertThrows(StorageException.class, () -> store.get("old").text());
      assertTrue(frozen.toString().contains("InvalidObjectState"), frozen.toString());
      OssBucket own = store.unwrap(OssBucket.class).orElseThrow();
      fails(ErrorCode.INVALID_ARGUMENT, () -> own.restore("old", 0));
      own.restore("old", 1);
      own.restore("old", 1);
      assertEquals("x", store.get("old").text());
    }
  }

  @Test
  void otherRegion_isTold() {
    FAKE.createBucket(bucket, "cn-beijing");
    try (BlobStore store = open("")) {
      StorageException failure =
          fails(ErrorCode.INVALID_ARGUMENT, () -> store.put("a", BlobBody.of("1")));
      assertTrue(failure.toString().contains("cn-beijing"), failure.toString());
    }
  }

  @Test
  void requesterPays() {
    FAKE.createBucket(bucket);
    FAKE.putObject(bucket, "a", "1".getBytes(StandardCharsets.UTF_8));
    FAKE.makeRequesterPay(bucket);
    try (BlobStore store = open("")) {
      fails(ErrorCode.PERMISSION_DENIED, () -> store.get("a").text());
    }
    try (BlobStore store = open("&requester-pays=true")) {
      assertEquals("1", store.get("a").text());
      assertEquals(1, store.list("").count());
    }
  }

  @Test
  void session_andAnonymous() {
    FAKE.createBucket(bucket);
    FAKE.putObject(bucket, "a", "1".getBytes(StandardCharsets.UTF_8));
    FAKE.addSession("sts", "secret", "token", Instant.now().plusSeconds(600));
    String url = "oss://" + bucket + "?region=" + FAKE.region() + "&endpoint=" + FAKE.endpoint();
    OpenOptions options = OpenOptions.defaults().withEnvironment(Map.of());
    try (BlobStore store =
        BlobStore.open(
            url, options.withCredentials(Credentials.session("sts", "secret", "token")))) {
      assertEquals("1", store.get("a").text());
    }
    try (BlobStore store =
        BlobStore.open(
            url, options.withCredentials(Credentials.session("sts", "secret", "other")))) {
      fails(ErrorCode.UNAUTHENTICATED, () -> store.get("a").text());
    }
    try (BlobStore store = BlobStore.open(url + "&credential=anonymous", options)) {
      fails(ErrorCode.PERMISSION_DENIED, () -> store.get("a").text());
      FAKE.allowAnonymousReads(bucket);
      assertEquals("1", store.get("a").text());
    }
  }

  @Test
  void clockThatIsOff_followsTheServices() {
    FAKE.createBucket(bucket);
    FAKE.clock().advance(Duration.ofHours(5));
    try (BlobStore store = open("")) {
      store.put("a", BlobBody.of("1"));
      FAKE.journal().clear();
      assertEquals("1", store.get("a").text());
      assertEquals(1, FAKE.journal().count(), "refused again");
    } finally {
      FAKE.clock().reset();
    }
  }

  @Test
  void largeCopies_areMadeInParts_andCompared() {
    byte[] bytes = new byte[350 << 10];
    new Random(3).nextBytes(bytes);
    try (FakeOss small = FakeOss.builder().maxPutSize(200 << 10).start()) {
      small.createBucket(bucket);
      small.putObject(bucket, "large", bytes);
      OssConfig config =
          OssConfig.builder(bucket)
              .region(small.region())
              .endpoint(small.endpoint())
              .copyLimit(200 << 10)
              .build();
      OpenOptions options =
          OpenOptions.defaults()
              .withEnvironment(Map.of())
              .withCredentials(Credentials.keys(small.accessKey(), small.secretKey()));
      try (BlobStore store = OssProvider.open(config, options)) {
        store.copy("large", "copy");
        assertEquals(2, small.journal().count("UploadPartCopy"));
        assertArrayEquals(bytes, small.object(bucket, "copy").orElseThrow().content());
        assertEquals(0, small.journal().count("GetObject"));
      }
    }
  }

  @Test
  void signedUrls_areBounded() {
    FAKE.createBucket(bucket);
    try (BlobStore store = open("")) {
      UrlSigner signer = store.urlSigner().orElseThrow();
      fails(
          ErrorCode.INVALID_ARGUMENT, () -> signer.sign(SignRequest.get("a", Duration.ofDays(8))));
      String url = signer.sign(SignRequest.get("a", Duration.ofDays(7))).uri().toString();
      assertTrue(url.contains("x-oss-signature="), "no signature");
      assertFalse(url.contains(FAKE.secretKey()));
    }
  }
}
