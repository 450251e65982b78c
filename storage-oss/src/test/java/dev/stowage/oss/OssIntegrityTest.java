package dev.stowage.oss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.RetryPolicy;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.Verification;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.oss.FakeOss;
import dev.stowage.transfer.TransferOptions;
import dev.stowage.transfer.Transfers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever way bytes are read, one that is wrong or missing is noticed. */
class OssIntegrityTest {
  private static final int SIZE = 700_000;

  @RegisterExtension static final FakeOss FAKE = FakeOss.start();

  @TempDir Path temp;

  private interface Reading {
    byte[] read(BlobStore store, Path directory) throws IOException;
  }

  private record Way(String name, Reading reading) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Way> ways() {
    return Stream.of(
        new Way("bytes", (store, directory) -> store.get("k").bytes()),
        new Way("stream", (store, directory) -> streamed(store)),
        new Way(
            "save",
            (store, directory) -> {
              Path file = directory.resolve("saved");
              try (BlobReader reader = store.get("k")) {
                reader.saveTo(file);
              } finally {
                assertTrue(isWhole(file), "a file with wrong bytes was left");
              }
              return Files.readAllBytes(file);
            }),
        new Way(
            "parallel",
            (store, directory) -> {
              Path file = directory.resolve("downloaded");
              try (Transfers transfers = Transfers.create(options(directory))) {
                transfers.download(store, "k", file);
              } finally {
                assertTrue(isWhole(file), "a file with wrong bytes was left");
              }
              return Files.readAllBytes(file);
            }),
        new Way(
            "copy to another store",
            (store, directory) -> {
              try (BlobStore other = BlobStore.open("mem://");
                  Transfers transfers = Transfers.create(options(directory))) {
                try {
                  transfers.copy(store, "k", other, "copy");
                } finally {
                  assertTrue(
                      other.find("copy").isEmpty() || isWhole(other.get("copy").bytes()),
                      "a blob with wrong bytes was left");
                }
                return other.get("copy").bytes();
              }
            }));
  }

  private static TransferOptions options(Path directory) {
    return TransferOptions.defaults()
        .withJournals(directory.resolve("journals"))
        .withPartSize(100 << 10)
        .withParallelism(4);
  }

  private static byte[] streamed(BlobStore store) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (BlobReader reader = store.get("k")) {
      byte[] buffer = new byte[10_000];
      for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
        out.write(buffer, 0, n);
      }
      assertEquals(Verification.VERIFIED, reader.verification());
    }
    return out.toByteArray();
  }

  private static byte[] content() {
    byte[] content = new byte[SIZE];
    new Random(7).nextBytes(content);
    return content;
  }

  private static boolean isWhole(byte[] bytes) {
    return Arrays.equals(content(), bytes);
  }

  private static boolean isWhole(Path file) throws IOException {
    return !Files.exists(file) || isWhole(Files.readAllBytes(file));
  }

  private static BlobStore filled() {
    String bucket = "integrity-" + UUID.randomUUID();
    FAKE.createBucket(bucket);
    FAKE.putObject(bucket, "k", content());
    RetryPolicy retry =
        RetryPolicy.defaults().withBackoff(Duration.ofMillis(1), Duration.ofMillis(2));
    return BlobStore.open(
        "oss://" + bucket + "/" + FakeHarness.query(FAKE, FAKE.secretKey()),
        OpenOptions.defaults().withEnvironment(Map.of()).withRetry(retry));
  }

  /** Never wrong bytes: what went wrong once is made good, or told. */
  private void noticed(Way way, Fault fault, boolean always) throws IOException {
    try (BlobStore store = filled()) {
      var trigger = FAKE.faults().on("GetObject");
      (always ? trigger.always() : trigger).arm(fault);
      byte[] read;
      try {
        read = way.reading().read(store, temp);
      } catch (StorageException | IOException e) {
        return;
      } finally {
        FAKE.faults().clear();
      }
      assertFalse(always, "nothing was noticed");
      assertArrayEquals(content(), read);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void flippedBit(Way way) throws IOException {
    noticed(way, Fault.flippedResponseBit(50_000), true);
    noticed(way, Fault.flippedResponseBit(50_000), false);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void truncation(Way way) throws IOException {
    noticed(way, Fault.cleanTruncation(50_000), true);
    noticed(way, Fault.cleanTruncation(50_000), false);
    noticed(way, Fault.hardTruncation(50_000), false);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void rotAtTheService(Way way) throws IOException {
    try (BlobStore store = filled()) {
      String bucket = store.toString().replaceAll(".*(integrity-[0-9a-f-]+).*", "$1");
      FAKE.corrupt(bucket, "k", 123_456);
      Exception failure = assertThrows(Exception.class, () -> way.reading().read(store, temp));
      assertTrue(failure.toString().contains("CRC64XZ"), failure.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void nothingWrong(Way way) throws IOException {
    try (BlobStore store = filled()) {
      assertArrayEquals(content(), way.reading().read(store, temp));
    }
  }

  @Test
  void writes_flippedOnTheWay_areNoticed() {
    try (BlobStore store = filled()) {
      FAKE.faults().on("PutObject").always().arm(Fault.flippedStoredBit(1000));
      StorageException put =
          assertThrows(StorageException.class, () -> store.put("new", BlobBody.of(content())));
      assertEquals(ErrorCode.INTEGRITY_FAILURE, put.code());
      FAKE.faults().clear();
      FAKE.faults().on("AppendObject").always().arm(Fault.flippedStoredBit(1000));
      StorageException append =
          assertThrows(StorageException.class, () -> store.append("log", BlobBody.of(content())));
      assertEquals(ErrorCode.INTEGRITY_FAILURE, append.code());
      FAKE.faults().clear();
      FAKE.faults().on("UploadPart").always().arm(Fault.flippedStoredBit(1000));
      assertThrows(
          StorageException.class,
          () -> {
            try (Transfers transfers = Transfers.create(options(temp))) {
              Path file = Files.write(temp.resolve("source"), content());
              transfers.upload(file, store, "parts");
            }
          });
      assertTrue(store.find("parts").isEmpty());
    } finally {
      FAKE.faults().clear();
    }
  }
}
