package dev.stowage.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.UploadPart;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTest extends TransferTestBase {
  private final ScriptedDriver driver = new ScriptedDriver();
  private final BlobStore store = driver.store();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, PART - 1, PART})
  void upload_upToOnePart_isOneRequest(int size) throws Exception {
    byte[] bytes = random(size, 1);
    try (Transfers transfers = Transfers.create(options())) {
      TransferResult result = transfers.upload(file("f", bytes), store, "k");
      assertEquals(size, result.bytes());
      assertEquals(0, result.unverified());
    }
    assertEquals(java.util.List.of("put"), driver.log);
    assertStored(store, "k", bytes);
    assertNoJournals();
  }

  @ParameterizedTest
  @ValueSource(ints = {PART + 1, 2 * PART, PARTS * PART, PARTS * PART + 17})
  void upload_larger_goesInPartsAndIsVerified(int size) throws Exception {
    byte[] bytes = random(size, 2);
    Path file = file("f", bytes);
    Files.setLastModifiedTime(
        file, FileTime.from(Instant.ofEpochSecond(1_700_000_000L, 123_456_000)));
    try (Transfers transfers = Transfers.create(options())) {
      TransferResult result = transfers.upload(file, store, "k");
      assertEquals(size, result.bytes());
      assertEquals(0, result.resumedBytes());
      assertEquals(0, result.unverified());
      assertEquals(size, transfers.progress().bytesDone());
    }
    assertEquals((size + PART - 1) / PART, driver.count("part "));
    assertTrue(driver.mostAtOnce.get() <= 3);
    assertEquals(Map.of("mtime", "1700000000.123456000"), store.find("k").orElseThrow().metadata());
    assertStored(store, "k", bytes);
    assertNoJournals();
  }

  @Test
  void upload_storeWithFewParts_growsTheParts() throws Exception {
    driver.limits = l -> l.withParts(1, 64 << 20, 3);
    BlobStore narrow = driver.store();
    byte[] bytes = random(5 << 20, 3);
    try (Transfers transfers = Transfers.create(options())) {
      transfers.upload(file("f", bytes), narrow, "k");
    }
    assertEquals(3, driver.count("part "));
    assertStored(narrow, "k", bytes);
  }

  @Test
  void upload_storeWithoutParts_isOneRequest() throws Exception {
    ScriptedDriver simple = new ScriptedDriver(BlobFeature.MULTIPART);
    BlobStore plain = simple.store();
    byte[] bytes = random(PARTS * PART, 4);
    try (Transfers transfers = Transfers.create(options())) {
      transfers.upload(file("f", bytes), plain, "k");
    }
    assertEquals(java.util.List.of("put"), simple.log);
    assertArrayEquals(bytes, read(plain, "k"));
  }

  @Test
  void upload_createOnlyOverExisting_failsAndLeavesNothing() throws Exception {
    store.put("k", BlobBody.of("old"));
    Path file = file("f", random(PARTS * PART, 5));
    try (Transfers transfers = Transfers.create(options())) {
      StorageException e =
          assertThrows(
              StorageException.class,
              () -> transfers.upload(file, store, "k", PutOptions.ifAbsent()));
      assertEquals(ErrorCode.ALREADY_EXISTS, e.code());
      assertEquals(0, transfers.progress().objectsDone());
    }
    assertStored(store, "k", "old".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertNoJournals();
  }

  @Test
  void upload_missingFileOrDirectory_saysSo() throws Exception {
    try (Transfers transfers = Transfers.create(options())) {
      StorageException missing =
          assertThrows(
              StorageException.class, () -> transfers.upload(temp.resolve("no"), store, "k"));
      assertEquals(ErrorCode.NOT_FOUND, missing.code());
      StorageException directory =
          assertThrows(StorageException.class, () -> transfers.upload(temp, store, "k"));
      assertEquals(ErrorCode.INVALID_ARGUMENT, directory.code());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {PART / 2, PARTS * PART})
  void upload_fileChangedMeanwhile_publishesNothing(int size) throws Exception {
    byte[] bytes = random(size, 6);
    Path file = file("f", bytes);
    driver.before =
        (request, key) -> {
          if (request.equals("put") || request.equals("part 4")) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
          }
        };
    try (Transfers transfers = Transfers.create(options())) {
      StorageException e =
          assertThrows(StorageException.class, () -> transfers.upload(file, store, "k"));
      assertEquals(ErrorCode.CONTENT_CHANGED, e.code());
    }
    assertFalse(store.exists("k"));
    assertNoUploads(store);
    assertNoJournals();
  }

  @Test
  void upload_partThatFailsForGood_isNotPublishedAndCanBeResumed() throws Exception {
    byte[] bytes = random(PARTS * PART, 7);
    Path file = file("f", bytes);
    driver.before =
        (request, key) -> {
          if (request.equals("part 6")) {
            throw StorageException.of(ErrorCode.UNAVAILABLE, "down");
          }
        };
    try (Transfers transfers = Transfers.create(options())) {
      StorageException e =
          assertThrows(StorageException.class, () -> transfers.upload(file, store, "k"));
      assertEquals(ErrorCode.UNAVAILABLE, e.code());
      assertEquals(1, transfers.pending().size());
      assertFalse(store.exists("k"));
      driver.before = (request, key) -> {};
      TransferResult result = transfers.upload(file, store, "k");
      assertTrue(result.resumedBytes() > 0);
    }
    assertEquals(PARTS, driver.count("part "), "no part twice");
    assertStored(store, "k", bytes);
    assertNoJournals();
  }

  @Test
  void upload_withoutJournals_failureAbortsTheParts() throws Exception {
    Path file = file("f", random(PARTS * PART, 7));
    driver.before =
        (request, key) -> {
          if (request.equals("part 6")) {
            throw StorageException.of(ErrorCode.UNAVAILABLE, "down");
          }
        };
    try (Transfers transfers = Transfers.create(options().withoutJournals())) {
      assertThrows(StorageException.class, () -> transfers.upload(file, store, "k"));
    }
    assertNoUploads(store);
  }

  @Test
  void upload_serviceThatStoredOtherBytes_isNotBelieved() throws Exception {
    driver.receipts =
        part ->
            new UploadPart(
                part.number(),
                part.size(),
                part.etag(),
                Map.of(ChecksumAlgorithm.CRC32C, Checksum.crc32c(part.number())));
    Path file = file("f", random(PARTS * PART, 8));
    try (Transfers transfers = Transfers.create(options())) {
      StorageException e =
          assertThrows(StorageException.class, () -> transfers.upload(file, store, "k"));
      assertEquals(ErrorCode.INTEGRITY_FAILURE, e.code());
    }
    assertFalse(store.exists("k"));
    assertNoUploads(store);
  }

  @Test
  void upload_sameTwiceAtOnce_secondIsRefused() throws Exception {
    Path file = file("f", random(PARTS * PART, 9));
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    driver.before =
        (request, key) -> {
          if (request.equals("part 1")) {
            inside.countDown();
            await(go);
          }
        };
    try (Transfers transfers = Transfers.create(options())) {
      Thread first = new Thread(() -> transfers.upload(file, store, "k"));
      first.start();
      await(inside);
      StorageException e =
          assertThrows(StorageException.class, () -> transfers.upload(file, store, "k"));
      assertEquals(ErrorCode.CONFLICT, e.code());
      assertTrue(transfers.pending().get(0).active());
      go.countDown();
      first.join();
    }
    assertStored(store, "k", Files.readAllBytes(file));
  }

  @Test
  void upload_interrupted_endsAtOnceAndResumes() throws Exception {
    byte[] bytes = random(PARTS * PART, 10);
    Path file = file("f", bytes);
    CountDownLatch inside = new CountDownLatch(1);
    driver.before =
        (request, key) -> {
          if (request.equals("part 5")) {
            inside.countDown();
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              throw new java.nio.channels.ClosedByInterruptException();
            }
          }
        };
    AtomicReference<StorageException> failure = new AtomicReference<>();
    try (Transfers transfers = Transfers.create(options())) {
      Thread caller =
          new Thread(
              () -> {
                try {
                  transfers.upload(file, store, "k");
                } catch (StorageException e) {
                  failure.set(e);
                }
              });
      caller.start();
      await(inside);
      caller.interrupt();
      caller.join(5000);
      assertFalse(caller.isAlive());
      assertEquals(ErrorCode.CANCELLED, failure.get().code());
      driver.before = (request, key) -> {};
      transfers.upload(file, store, "k");
    }
    assertEquals(PARTS, driver.count("part "));
    assertStored(store, "k", bytes);
    assertNoJournals();
  }

  @Test
  void close_endsWhatIsUnderWay() throws Exception {
    Path file = file("f", random(PARTS * PART, 11));
    CountDownLatch inside = new CountDownLatch(1);
    driver.before =
        (request, key) -> {
          if (request.equals("part 2")) {
            inside.countDown();
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              throw new java.nio.channels.ClosedByInterruptException();
            }
          }
        };
    AtomicReference<StorageException> failure = new AtomicReference<>();
    Transfers transfers = Transfers.create(options());
    Thread caller =
        new Thread(
            () -> {
              try {
                transfers.upload(file, store, "k");
              } catch (StorageException e) {
                failure.set(e);
              }
            });
    caller.start();
    await(inside);
    transfers.close();
    caller.join(5000);
    assertEquals(ErrorCode.CLOSED, failure.get().code());
    StorageException after =
        assertThrows(StorageException.class, () -> transfers.upload(file, store, "k"));
    assertEquals(ErrorCode.CLOSED, after.code());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, PART - 1, PART, PART + 1, PARTS * PART, PARTS * PART + 1})
  void uploadStream_anyLength_arrivesInBoundedMemory(int size) throws Exception {
    byte[] bytes = random(size, 12);
    try (Transfers transfers = Transfers.create(options().withMemory(2 * PART));
        InputStream in = new ByteArrayInputStream(bytes)) {
      TransferResult result = transfers.upload(in, store, "k");
      assertEquals(size, result.bytes());
      assertEquals(size, transfers.progress().bytesDone());
    }
    assertTrue(driver.mostAtOnce.get() <= 2, "two parts fit into memory");
    assertStored(store, "k", bytes);
    assertNoJournals();
  }

  @Test
  void uploadStream_thatFails_abortsItsParts() throws Exception {
    InputStream torn = InputStream.nullInputStream();
    torn.close();
    InputStream broken =
        new SequenceInputStream(new ByteArrayInputStream(random(5 * PART, 12)), torn);
    try (Transfers transfers = Transfers.create(options())) {
      StorageException e =
          assertThrows(StorageException.class, () -> transfers.upload(broken, store, "k"));
      assertTrue(e.getMessage().contains("Stream closed"), e.getMessage());
    }
    assertFalse(store.exists("k"));
    assertNoUploads(store);
    assertNoJournals();
  }

  @Test
  void uploadStream_killed_nextOneGivesUpItsParts() throws Exception {
    byte[] bytes = random(PARTS * PART, 13);
    driver.before = crashAt("part 4");
    try (Transfers transfers = Transfers.create(options())) {
      assertThrows(
          ScriptedDriver.Crash.class,
          () -> transfers.upload(new ByteArrayInputStream(bytes), store, "k"));
      driver.before = (request, key) -> {};
      transfers.upload(new ByteArrayInputStream(bytes), store, "k");
    }
    assertStored(store, "k", bytes);
    assertNoJournals();
  }

  static ScriptedDriver.Hook crashAt(String wanted) {
    return (request, key) -> {
      if (request.equals(wanted)) {
        throw new ScriptedDriver.Crash();
      }
    };
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
