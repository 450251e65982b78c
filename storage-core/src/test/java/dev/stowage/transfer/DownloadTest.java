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
import dev.stowage.spi.BlobDriver.BlobReply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadTest extends TransferTestBase {
  private final ScriptedDriver driver = new ScriptedDriver();
  private final BlobStore store = driver.store();
  private final byte[] bytes = random(PARTS * PART + 5, 1);

  private Path target() {
    return temp.resolve("out").resolve("f");
  }

  private void assertNothingIn(Path directory) throws IOException {
    assertEquals(0, filesIn(directory), "files left");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, PART})
  void download_upToOnePart_isOneRequest(int size) throws Exception {
    byte[] small = random(size, 2);
    store.put("k", BlobBody.of(small));
    driver.log.clear();
    try (Transfers transfers = Transfers.create(options())) {
      TransferResult result = transfers.download(store, "k", target());
      assertEquals(size, result.bytes());
      assertEquals(0, result.unverified());
      assertEquals(size, transfers.progress().bytesDone());
    }
    assertEquals(1, driver.log.size());
    assertArrayEquals(small, Files.readAllBytes(target()));
    assertEquals(1, filesIn(target().getParent()));
    assertNoJournals();
  }

  @ParameterizedTest
  @ValueSource(ints = {PART + 1, 2 * PART, PARTS * PART, PARTS * PART + 17})
  void download_larger_goesInRangesAndIsVerified(int size) throws Exception {
    byte[] large = random(size, 3);
    store.put("k", BlobBody.of(large));
    driver.log.clear();
    try (Transfers transfers = Transfers.create(options().withFsync(true))) {
      TransferResult result = transfers.download(store, "k", target());
      assertEquals(size, result.bytes());
      assertEquals(0, result.unverified());
      assertEquals(size, transfers.progress().bytesDone());
    }
    assertEquals((size + PART - 1) / PART, driver.count("get"), "one request per range");
    assertTrue(driver.mostAtOnce.get() <= 3);
    assertArrayEquals(large, Files.readAllBytes(target()));
    assertEquals(1, filesIn(target().getParent()));
    assertNoJournals();
  }

  @Test
  void download_existingFile_isReplacedWhole() throws Exception {
    store.put("k", BlobBody.of(bytes));
    Files.createDirectories(target().getParent());
    Files.write(target(), random(3, 9));
    try (Transfers transfers = Transfers.create(options())) {
      transfers.download(store, "k", target());
    }
    assertArrayEquals(bytes, Files.readAllBytes(target()));
  }

  @Test
  void download_missingBlobOrDirectoryTarget_saysSo() throws Exception {
    store.put("k", BlobBody.of(bytes));
    try (Transfers transfers = Transfers.create(options())) {
      StorageException missing =
          assertThrows(StorageException.class, () -> transfers.download(store, "no", target()));
      assertEquals(ErrorCode.NOT_FOUND, missing.code());
      StorageException directory =
          assertThrows(StorageException.class, () -> transfers.download(store, "k", temp));
      assertEquals(ErrorCode.INVALID_ARGUMENT, directory.code());
    }
    assertNothingIn(target().getParent());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void download_killedAtAnyRange_fetchesNoRangeTwice(int kill) throws Exception {
    store.put("k", BlobBody.of(bytes));
    driver.log.clear();
    crashAtGet(kill);
    try (Transfers transfers = Transfers.create(options().withParallelism(1))) {
      assertThrows(ScriptedDriver.Crash.class, () -> transfers.download(store, "k", target()));
    }
    assertFalse(Files.exists(target()));
    driver.before = (request, key) -> {};
    long before = driver.count("get");
    try (Transfers transfers = Transfers.create(options())) {
      TransferResult result = transfers.download(store, "k", target());
      assertEquals(before * PART, result.resumedBytes());
    }
    assertEquals(PARTS + 1, driver.count("get"));
    assertArrayEquals(bytes, Files.readAllBytes(target()));
    assertEquals(1, filesIn(target().getParent()));
    assertNoJournals();
  }

  private void crashAtGet(int number) {
    AtomicInteger gets = new AtomicInteger();
    driver.before =
        (request, key) -> {
          if (request.startsWith("get") && gets.incrementAndGet() == number) {
            throw new ScriptedDriver.Crash();
          }
        };
  }

  private void killedInTheMiddle() {
    crashAtGet(8);
    try (Transfers transfers = Transfers.create(options().withParallelism(1))) {
      assertThrows(ScriptedDriver.Crash.class, () -> transfers.download(store, "k", target()));
    }
    driver.before = (request, key) -> {};
  }

  @Test
  void download_temporaryFileChanged_fetchesThoseRangesAgain() throws Exception {
    store.put("k", BlobBody.of(bytes));
    killedInTheMiddle();
    Path temporary = TemporaryFile.large(target());
    byte[] half = Files.readAllBytes(temporary);
    half[3 * PART + 5] ^= 1;
    Files.write(temporary, half);
    try (Transfers transfers = Transfers.create(options())) {
      assertEquals(6 * PART, transfers.download(store, "k", target()).resumedBytes());
    }
    assertArrayEquals(bytes, Files.readAllBytes(target()));
  }

  @Test
  void download_blobReplacedBetweenCalls_startsOver() throws Exception {
    store.put("k", BlobBody.of(bytes));
    killedInTheMiddle();
    byte[] other = random(bytes.length, 5);
    store.put("k", BlobBody.of(other));
    try (Transfers transfers = Transfers.create(options())) {
      assertEquals(0, transfers.download(store, "k", target()).resumedBytes());
    }
    assertArrayEquals(other, Files.readAllBytes(target()));
    assertNoJournals();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 9, 13, 30, 90, 150, 200, 250, 300, 350})
  void download_journalWithFlippedByte_endsRight(int offset) throws Exception {
    store.put("k", BlobBody.of(bytes));
    killedInTheMiddle();
    Path journal;
    try (Stream<Path> files = Files.list(journals())) {
      journal = files.findFirst().orElseThrow();
    }
    byte[] content = Files.readAllBytes(journal);
    content[Math.min(offset, content.length - 1)] ^= 0x40;
    Files.write(journal, content);
    try (Transfers transfers = Transfers.create(options())) {
      assertEquals(0, transfers.download(store, "k", target()).resumedBytes());
    }
    assertArrayEquals(bytes, Files.readAllBytes(target()));
    assertNoJournals();
    assertEquals(1, filesIn(target().getParent()));
  }

  @Test
  void download_blobReplacedMeanwhile_failsAndLeavesNoFile() throws Exception {
    store.put("k", BlobBody.of(bytes));
    AtomicInteger gets = new AtomicInteger();
    driver.before =
        (request, key) -> {
          if (request.startsWith("get") && gets.incrementAndGet() == 5) {
            driver.before = (r, k) -> {};
            driver.store().put("k", BlobBody.of(random(bytes.length, 6)));
          }
        };
    try (Transfers transfers = Transfers.create(options())) {
      StorageException e =
          assertThrows(StorageException.class, () -> transfers.download(store, "k", target()));
      assertEquals(ErrorCode.CONTENT_CHANGED, e.code());
    }
    assertNothingIn(target().getParent());
    assertNoJournals();
  }

  @Test
  void download_storeWithoutConditions_alsoNoticesTheReplacement() throws Exception {
    ScriptedDriver simple = new ScriptedDriver(BlobFeature.CONDITIONAL_READ);
    BlobStore plain = simple.store();
    plain.put("k", BlobBody.of(bytes));
    AtomicInteger gets = new AtomicInteger();
    simple.before =
        (request, key) -> {
          if (request.startsWith("get") && gets.incrementAndGet() == 5) {
            simple.before = (r, k) -> {};
            simple.store().put("k", BlobBody.of(random(bytes.length, 6)));
          }
        };
    try (Transfers transfers = Transfers.create(options())) {
      StorageException e =
          assertThrows(StorageException.class, () -> transfers.download(plain, "k", target()));
      assertEquals(ErrorCode.CONTENT_CHANGED, e.code());
    }
    assertNothingIn(target().getParent());
  }

  @ParameterizedTest
  @ValueSource(ints = {PART / 2, PARTS * PART})
  void download_bytesDamagedOnTheWay_isFoundAndLeavesNoFile(int size) throws Exception {
    store.put("k", BlobBody.of(random(size, 7)));
    driver.replies =
        reply -> {
          try {
            byte[] body = reply.body().readAllBytes();
            body[body.length / 2] ^= 1;
            return new BlobReply(reply.info(), reply.range(), new ByteArrayInputStream(body));
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        };
    try (Transfers transfers = Transfers.create(options())) {
      StorageException e =
          assertThrows(StorageException.class, () -> transfers.download(store, "k", target()));
      assertEquals(ErrorCode.INTEGRITY_FAILURE, e.code());
    }
    assertNothingIn(target().getParent());
    assertNoJournals();
  }

  private void vouchedFor(ChecksumAlgorithm algorithm, byte[] content) {
    driver.infos =
        info ->
            info.toBuilder()
                .checksums(Map.of(algorithm, FileHashOf.bytes(algorithm, content)))
                .build();
  }

  @ParameterizedTest
  @EnumSource(names = {"MD5", "CRC64XZ", "CRC64NVME"})
  void download_storeWithOtherChecksum_isVerifiedByIt(ChecksumAlgorithm algorithm)
      throws Exception {
    store.put("k", BlobBody.of(bytes));
    vouchedFor(algorithm, bytes);
    try (Transfers transfers = Transfers.create(options())) {
      assertEquals(0, transfers.download(store, "k", target()).unverified());
      vouchedFor(algorithm, Arrays.copyOf(bytes, 5));
      StorageException e =
          assertThrows(StorageException.class, () -> transfers.download(store, "k", target()));
      assertEquals(ErrorCode.INTEGRITY_FAILURE, e.code());
      driver.infos = info -> info.toBuilder().checksums(Map.of()).build();
      assertEquals(1, transfers.download(store, "k", target()).unverified());
    }
    assertArrayEquals(bytes, Files.readAllBytes(target()));
  }

  @ParameterizedTest
  @EnumSource(names = {"MD5", "CRC64XZ", "CRC64NVME"})
  void download_resumedFromStoreWithOtherChecksum_isVerifiedByIt(ChecksumAlgorithm algorithm)
      throws Exception {
    store.put("k", BlobBody.of(bytes));
    vouchedFor(algorithm, bytes);
    killedInTheMiddle();
    try (Transfers transfers = Transfers.create(options())) {
      TransferResult result = transfers.download(store, "k", target());
      assertTrue(result.resumedBytes() > 0);
      assertEquals(0, result.unverified());
    }
    assertArrayEquals(bytes, Files.readAllBytes(target()));
  }

  /** Checksums of arrays. */
  private static final class FileHashOf {
    static Checksum bytes(ChecksumAlgorithm algorithm, byte[] bytes) {
      try {
        return FileHash.of(new ByteArrayInputStream(bytes), algorithm);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  @Test
  void giveUp_killedDownload_leavesNothing() throws Exception {
    store.put("k", BlobBody.of(bytes));
    killedInTheMiddle();
    assertEquals(1, filesIn(target().getParent()));
    try (Transfers transfers = Transfers.create(options())) {
      List<PendingTransfer> pending = transfers.pending();
      assertEquals(TransferKind.DOWNLOAD, pending.get(0).kind());
      assertEquals(7 * PART, pending.get(0).bytesDone());
      transfers.giveUp(pending.get(0), dev.stowage.OpenOptions.defaults());
    }
    assertNothingIn(target().getParent());
    assertNoJournals();
  }

  @Test
  void download_fullDisk_saysSo() {
    StorageException e =
        Faults.ofFile("write", Path.of("f"), new IOException("No space left on device"));
    assertEquals(ErrorCode.QUOTA_EXCEEDED, e.code());
    assertTrue(Faults.worthResuming(e));
  }
}
