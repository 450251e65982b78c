package dev.stowage.swift;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.RetryPolicy;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.RecordedRequest;
import dev.stowage.fakes.swift.FakeSwift;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** SWIFT-RETRY-1 to 3, and traps T8 and T12, with python-swiftclient's policy. */
class SwiftRetryTest {
  @RegisterExtension static final FakeSwift FAKE = FakeSwift.start();

  private static final RetryPolicy AS_SWIFTCLIENT =
      RetryPolicy.defaults()
          .withMaxAttempts(6)
          .withBackoff(Duration.ofSeconds(1), Duration.ofSeconds(64));

  private final FakeStores stores = new FakeStores(FAKE);
  private BlobStore store;

  @BeforeEach
  void open() {
    stores.fresh("c").close();
    store = BlobStore.open("swift://c", stores.options().withRetry(AS_SWIFTCLIENT));
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** Five retries are six requests; waits are drawn below 1, 2, 4, 8 and 16 seconds. */
  @Test
  void retry1_fiveRetries_sixRequests() {
    for (int status : List.of(500, 503, 408)) {
      FAKE.journal().clear();
      int before = stores.pacer().sleeps().size();
      FAKE.faults().on("object.HEAD").always().arm(Fault.refusal(status, ""));
      StorageException e = assertThrows(StorageException.class, () -> store.exists("k"));
      assertEquals(6, e.attempts());
      assertEquals(6, FAKE.journal().count("object.HEAD"));
      List<Duration> waits = stores.pacer().sleeps().subList(before, before + 5);
      for (int i = 0; i < 5; i++) {
        assertTrue(waits.get(i).compareTo(Duration.ofSeconds(1L << i)) <= 0, waits.toString());
      }
      assertEquals(before + 5, stores.pacer().sleeps().size());
      assertTrue(e.requestId().orElse("").startsWith("tx"), "X-Trans-Id is kept");
      FAKE.faults().clear();
    }
  }

  @Test
  void retry1_connectionsThatBreak_areTriedAgain() {
    store.put("k", BlobBody.of("content"));
    FAKE.faults().on("object.GET").times(3).arm(Fault.lostResponse());
    assertEquals("content", FakeStores.text(store, "k"));
    FAKE.faults().assertAllFired();
  }

  @Test
  void retry1_otherRefusals_areNot() {
    for (int status : List.of(400, 403, 409, 411, 412, 413, 422)) {
      FAKE.journal().clear();
      FAKE.faults().on("object.PUT").arm(Fault.refusal(status, ""));
      StorageException e =
          assertThrows(StorageException.class, () -> store.put("k", BlobBody.of("x")));
      assertEquals(1, e.attempts(), status + ": " + e);
      assertEquals(1, FAKE.journal().count("object.PUT"), "" + status);
    }
    assertEquals(List.of(), stores.pacer().sleeps());
  }

  @Test
  void retry1_retryAfter_isTheLeastWait() {
    store.put("k", BlobBody.of("content"));
    FAKE.faults().on("object.HEAD").arm(Fault.unavailable(Duration.ofSeconds(7)));
    assertTrue(store.exists("k"));
    assertTrue(stores.pacer().sleeps().get(0).compareTo(Duration.ofSeconds(7)) >= 0);
  }

  /** Swift's own rate limit has a status that nobody else has. */
  @Test
  void retry1_rateLimit_isTold() {
    FAKE.faults().on("object.HEAD").always().arm(Fault.refusal(498, ""));
    StorageException e = assertThrows(StorageException.class, () -> store.exists("k"));
    assertEquals(ErrorCode.RATE_LIMITED, e.code());
  }

  /** T12: what can be read only once is not sent half. */
  @Test
  void retry2_bodyThatCannotBeReadAgain_isAnErrorAndStoresNothing() {
    byte[] content = FakeStores.bytes(200_000);
    FAKE.faults().on("object.PUT").arm(Fault.resetDuringBody(100_000));
    StorageException e =
        assertThrows(
            StorageException.class,
            () -> store.put("k", BlobBody.once(new ByteArrayInputStream(content), content.length)));
    assertEquals(1, e.attempts());
    assertEquals(1, FAKE.journal().count("object.PUT"));
    assertFalse(store.exists("k"));
    FAKE.faults().on("object.PUT").arm(Fault.resetDuringBody(100_000));
    store.put("k", BlobBody.of(content));
    assertArrayEquals(content, FakeStores.read(store, "k"));
  }

  /** T12: every byte there is goes up and comes down as it was. */
  @Test
  void obj1_binaryBody_isKept() {
    byte[] all = new byte[256 * 3];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    store.put("k", BlobBody.of(all));
    assertArrayEquals(all, FakeStores.read(store, "k"));
    assertArrayEquals(all, FAKE.object("c", "k").orElseThrow().content());
  }

  @Test
  void obj1_bytesChangedOnTheirWay_areNotStoredOrTold() {
    FAKE.faults().on("object.PUT").always().arm(Fault.flippedRequestBit(3));
    StorageException e =
        assertThrows(StorageException.class, () -> store.put("k", BlobBody.of("content")));
    assertEquals(ErrorCode.INTEGRITY_FAILURE, e.code());
    assertFalse(store.exists("k"), "Swift compared the ETag and answered 422");
    FAKE.faults().clear();
    FAKE.faults().on("object.PUT").always().arm(Fault.flippedStoredBit(3));
    e = assertThrows(StorageException.class, () -> store.put("k", BlobBody.of("content")));
    assertEquals(ErrorCode.INTEGRITY_FAILURE, e.code());
  }

  @Test
  void retry3_brokenDownload_goesOnWhereItWas() {
    byte[] content = FakeStores.bytes(300_000);
    store.put("k", BlobBody.of(content));
    FAKE.faults().on("object.GET").arm(Fault.resetDuringResponse(120_000));
    FAKE.journal().clear();
    assertArrayEquals(content, FakeStores.read(store, "k"));
    List<RecordedRequest> gets = FAKE.journal().requests("object.GET");
    assertEquals(2, gets.size());
    assertTrue(gets.get(1).headers().first("Range").orElse("").startsWith("bytes="));
    assertTrue(gets.get(1).headers().has("If-Match"));
  }

  @Test
  void retry3_objectReplacedMeanwhile_isAnError() throws IOException {
    store.put("k", BlobBody.of(FakeStores.bytes(300_000)));
    FAKE.faults().on("object.GET").arm(Fault.resetDuringResponse(120_000));
    try (BlobReader reader = store.get("k")) {
      assertEquals(1000, reader.readNBytes(1000).length);
      FAKE.putObject("c", "k", FakeStores.bytes(300_001));
      IOException e = assertThrows(IOException.class, reader::readAllBytes);
      assertTrue(
          e.getCause() instanceof StorageException cause
              && cause.code() == ErrorCode.CONTENT_CHANGED,
          e.toString());
    }
  }
}
