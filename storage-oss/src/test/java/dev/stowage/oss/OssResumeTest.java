package dev.stowage.oss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.RetryPolicy;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobStore;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.oss.FakeOss;
import dev.stowage.transfer.TransferOptions;
import dev.stowage.transfer.TransferResult;
import dev.stowage.transfer.Transfers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a second upload makes of what a first one left. */
class OssResumeTest {
  private static final int PART = 100 << 10;
  private static final int PARTS = 12;

  @RegisterExtension static final FakeOss FAKE = FakeOss.start();

  @TempDir Path temp;

  private final String bucket = "resume-" + UUID.randomUUID();

  private BlobStore open() {
    FAKE.createBucket(bucket);
    return BlobStore.open(
        "oss://" + bucket + "/" + FakeHarness.query(FAKE, FAKE.secretKey()),
        OpenOptions.defaults().withEnvironment(Map.of()).withRetry(RetryPolicy.none()));
  }

  private Transfers transfers() {
    return Transfers.create(
        TransferOptions.defaults()
            .withJournals(temp.resolve("journals"))
            .withPartSize(PART)
            .withParallelism(1));
  }

  private static byte[] random(long seed) {
    byte[] bytes = new byte[PARTS * PART + 17];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Breaks off like a crash: the upload stays, and so does its journal. */
  private void breakOff(BlobStore store, Path file, int afterParts) {
    FAKE.faults()
        .on("UploadPart")
        .after(afterParts)
        .always()
        .arm(Fault.refusal(403, "AccessDenied"));
    FAKE.faults().on("AbortMultipartUpload").always().arm(Fault.refusal(403, "AccessDenied"));
    try (Transfers transfers = transfers()) {
      assertThrows(StorageException.class, () -> transfers.upload(file, store, "k"));
    }
    FAKE.faults().clear();
  }

  @Test
  void brokenOff_noPartIsSentTwice() throws IOException {
    byte[] bytes = random(1);
    Path file = Files.write(temp.resolve("f"), bytes);
    try (BlobStore store = open()) {
      breakOff(store, file, 5);
      FAKE.journal().clear();
      try (Transfers transfers = transfers()) {
        TransferResult result = transfers.upload(file, store, "k");
        assertEquals(5L * PART, result.resumedBytes());
      }
      assertEquals(PARTS + 1 - 5, FAKE.journal().count("UploadPart"));
      assertArrayEquals(bytes, FAKE.object(bucket, "k").orElseThrow().content());
      assertEquals(0, FAKE.uploads(bucket).size(), "orphans");
    }
  }

  @Test
  void partThatArrivedUnnoticed_isNotSentAgain() throws IOException {
    byte[] bytes = random(2);
    Path file = Files.write(temp.resolve("f"), bytes);
    try (BlobStore store = open()) {
      FAKE.faults().on("UploadPart").after(4).arm(Fault.lostResponse());
      breakOff(store, file, 5);
      FAKE.journal().clear();
      try (Transfers transfers = transfers()) {
        assertEquals(5L * PART, transfers.upload(file, store, "k").resumedBytes());
      }
      assertEquals(PARTS + 1 - 5, FAKE.journal().count("UploadPart"));
      assertArrayEquals(bytes, FAKE.object(bucket, "k").orElseThrow().content());
    }
  }

  /** Copies the blob k to another service, which refuses parts after some. */
  private TransferResult copied(BlobStore from, FakeOss there, BlobStore to, int afterParts) {
    FAKE.faults().clear();
    there.faults().clear();
    there
        .faults()
        .on("UploadPart")
        .after(afterParts)
        .always()
        .arm(Fault.refusal(403, "AccessDenied"));
    there.faults().on("AbortMultipartUpload").always().arm(Fault.refusal(403, "AccessDenied"));
    try (Transfers transfers = transfers()) {
      return transfers.copy(from, "k", to, "k");
    }
  }

  @Test
  void copyToAnotherService_brokenOff_isVerifiedAsAWhole() {
    byte[] bytes = random(3);
    try (FakeOss there = FakeOss.start();
        BlobStore from = open();
        BlobStore to =
            BlobStore.open(
                "oss://other/" + FakeHarness.query(there, there.secretKey()),
                OpenOptions.defaults().withEnvironment(Map.of()).withRetry(RetryPolicy.none()))) {
      there.createBucket("other");
      FAKE.putObject(bucket, "k", bytes);
      assertThrows(StorageException.class, () -> copied(from, there, to, 4));
      TransferResult result = copied(from, there, to, PARTS + 1);
      assertEquals(4L * PART, result.resumedBytes());
      assertEquals(0, result.unverified());
      assertArrayEquals(bytes, there.object("other", "k").orElseThrow().content());
      // Another bit, in a part that is read for the second time only to be compared.
      FAKE.putObject(bucket, "k", bytes);
      to.delete("k");
      assertThrows(StorageException.class, () -> copied(from, there, to, 4));
      there.faults().clear();
      FAKE.faults().on("GetObject").always().arm(Fault.flippedResponseBit(100));
      try (Transfers transfers = transfers()) {
        StorageException failure =
            assertThrows(StorageException.class, () -> transfers.copy(from, "k", to, "k"));
        assertEquals(ErrorCode.INTEGRITY_FAILURE, failure.code(), failure::toString);
      }
      assertEquals(false, to.find("k").isPresent(), "wrong bytes were left");
    } finally {
      FAKE.faults().clear();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void sourceReplacedInBetween_sameSizeAndTime_isNoticed(int seed) throws IOException {
    byte[] bytes = random(seed);
    Path file = Files.write(temp.resolve("f"), bytes);
    FileTime time = Files.getLastModifiedTime(file);
    try (BlobStore store = open()) {
      breakOff(store, file, 2 + seed % 9);
      byte[] other = bytes.clone();
      other[seed * 37 % PART] ^= 1; // One bit, in a part that has arrived.
      Files.write(file, other);
      Files.setLastModifiedTime(file, time);
      try (Transfers transfers = transfers()) {
        TransferResult result = transfers.upload(file, store, "k");
        assertEquals(0, result.resumedBytes());
      }
      assertArrayEquals(other, FAKE.object(bucket, "k").orElseThrow().content());
      assertEquals(0, FAKE.uploads(bucket).size(), "orphans");
    }
  }
}
