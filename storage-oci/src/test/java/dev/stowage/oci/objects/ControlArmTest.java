package dev.stowage.oci.objects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.bmc.auth.SimpleAuthenticationDetailsProvider;
import com.oracle.bmc.http.client.jersey3.Jersey3HttpProvider;
import com.oracle.bmc.objectstorage.ObjectStorageClient;
import com.oracle.bmc.objectstorage.requests.PutObjectRequest;
import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.RetryPolicy;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import dev.stowage.conformance.driver.KitPacer;
import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.oci.FakeOci;
import dev.stowage.fakes.oci.objects.FakeObjectStorage;
import dev.stowage.oci.FakeUser;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The same faults against the SDK's own client, on the HTTP client that it comes with, and against
 * ours. What the one stores and calls a success is what the other must never do.
 */
class ControlArmTest {
  private static final FakeOci FAKE = FakeOci.start();
  private static final FakeObjectStorage STORAGE = FAKE.service(FakeObjectStorage.class);
  private static final byte[] CONTENT = new byte[300_000];
  private static final int RUNS = 1_000;
  private static final int PER_STORE = 40;

  private static ObjectStorageClient raw;

  @BeforeAll
  static void start() {
    new Random(7).nextBytes(CONTENT);
    raw =
        ObjectStorageClient.builder()
            .httpProvider(new Jersey3HttpProvider())
            .endpoint(FAKE.endpoint().toString())
            .build(
                SimpleAuthenticationDetailsProvider.builder()
                    .tenantId(FAKE.tenancy())
                    .userId(FAKE.user())
                    .fingerprint(FAKE.fingerprint())
                    .privateKeySupplier(
                        () ->
                            new ByteArrayInputStream(
                                FAKE.privateKeyPem().getBytes(StandardCharsets.UTF_8)))
                    .build());
  }

  @AfterAll
  static void close() {
    raw.close();
  }

  @BeforeEach
  void fresh() {
    FAKE.reset();
    STORAGE.createBucket("b");
  }

  private static PutObjectRequest.Builder request(InputStream body) {
    return PutObjectRequest.builder()
        .namespaceName(FAKE.namespace())
        .bucketName("b")
        .objectName("k")
        .putObjectBody(body);
  }

  private static BlobStore ours() {
    return BlobStore.open(
        "oci://b@" + FAKE.namespace() + "/" + FakeUser.query(FAKE),
        OpenOptions.defaults()
            .withEnvironment(Map.of())
            .withPacer(new KitPacer())
            .withRetry(RetryPolicy.defaults()));
  }

  /** A stream that can be marked, and does not go back: it inherits the one and not the other. */
  private static InputStream halfRewindable() {
    return new FilterInputStream(new ByteArrayInputStream(CONTENT)) {
      @Override
      public void reset() {
        // Goes on from where it is.
      }
    };
  }

  @Test
  void rawClient_resetInMidBody_storesTheRestAndReportsSuccess() {
    FAKE.faults().on("PutObject").arm(Fault.resetDuringBody(100_000));
    raw.putObject(request(halfRewindable()).build());
    FakeBlob stored = STORAGE.object("b", "k").orElseThrow();
    assertTrue(stored.size() < CONTENT.length, "stored " + stored.size());
    assertFalse(Arrays.equals(CONTENT, stored.content()));
  }

  @Test
  void rawClient_lengthThatIsTooSmall_storesAPieceAndReportsSuccess() {
    raw.putObject(request(new ByteArrayInputStream(CONTENT)).contentLength(200_000L).build());
    assertEquals(200_000, STORAGE.object("b", "k").orElseThrow().size());
  }

  /**
   * What was taken of a stream is not sent again. It may come about that nothing was taken when the
   * connection broke; then the whole of it arrives with the next.
   */
  @Test
  void ours_sameStream_arrivesWholeOrNotAtAll() {
    int failed = 0;
    for (int i = 0; i < 40; i++) {
      fresh();
      FAKE.faults().on("PutObject").arm(Fault.resetDuringBody(100_000));
      try (BlobStore store = ours()) {
        store.put("k", BlobBody.once(halfRewindable(), CONTENT.length));
        assertArrayEquals(CONTENT, STORAGE.object("b", "k").orElseThrow().content());
      } catch (StorageException e) {
        assertEquals(ErrorCode.UNAVAILABLE, e.code());
        assertEquals(Optional.empty(), STORAGE.object("b", "k"));
        failed++;
      }
      assertEquals(1, FAKE.faults().armed().get(0).fired());
    }
    assertTrue(failed > 0, "no stream was taken when its connection broke");
  }

  @Test
  void ours_lengthThatIsTooSmall_isAnErrorAndStoresNothing() {
    try (BlobStore store = ours()) {
      for (long said : new long[] {200_000, 400_000}) {
        assertThrows(
            StorageException.class,
            () -> store.put("k", BlobBody.of(said, () -> new ByteArrayInputStream(CONTENT))));
        assertEquals(Optional.empty(), STORAGE.object("b", "k"));
      }
    }
  }

  /**
   * Resets in mid body, 503 and lost answers in turn, with bodies of every kind. A store is opened
   * anew before its retry budget is used up.
   */
  @Test
  void ours_aThousandRuns_noneIsWrong() {
    Random random = new Random(42);
    int faulty = 0;
    for (int run = 0; run < RUNS; run += PER_STORE) {
      try (BlobStore store = ours()) {
        for (int i = run; i < run + PER_STORE; i++) {
          faulty += disturbed(store, i, random);
        }
      }
    }
    assertTrue(faulty >= RUNS, "faults fired: " + faulty);
  }

  private static int disturbed(BlobStore store, int run, Random random) {
    byte[] bytes = Arrays.copyOf(CONTENT, 1 + random.nextInt(60_000));
    bytes[0] = (byte) run;
    Fault fault =
        switch (run % 3) {
          case 0 -> Fault.resetDuringBody(random.nextInt(bytes.length));
          case 1 -> Fault.unavailable();
          default -> Fault.lostResponse();
        };
    FAKE.faults().clear();
    FAKE.faults().on("PutObject").times(1 + random.nextInt(2)).arm(fault);
    String key = "run-" + run;
    BlobBody body =
        run % 2 == 0
            ? BlobBody.of(bytes)
            : BlobBody.of(bytes.length, () -> new ByteArrayInputStream(bytes));
    store.put(key, body);
    int fired = FAKE.faults().armed().get(0).fired();
    assertArrayEquals(bytes, STORAGE.object("b", key).orElseThrow().content(), key);
    store.delete(key);
    return fired;
  }
}
