package dev.stowage.gcs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.RetryPolicy;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.Verification;
import dev.stowage.fakes.ArmedFault;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.gcs.FakeGcs;
import dev.stowage.transfer.TransferOptions;
import dev.stowage.transfer.Transfers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Five ways to read, each with a bit flipped and with a body that is cut short while its length
 * says it is whole: none gives wrong bytes as right ones.
 */
class GcsReadIntegrityTest {
  @RegisterExtension static final FakeGcs FAKE = FakeGcs.start();

  private static final byte[] CONTENT = content();

  @TempDir Path directory;

  private static byte[] content() {
    byte[] bytes = new byte[20 << 20];
    new Random(3).nextBytes(bytes);
    return bytes;
  }

  /** How a body goes wrong. */
  private enum Damage {
    FLIP(Fault.flippedResponseBit(5000)),
    TRUNCATION(Fault.cleanTruncation(5000));

    private final Fault fault;

    Damage(Fault fault) {
      this.fault = fault;
    }
  }

  private BlobStore store() {
    String bucket = "read-" + UUID.randomUUID();
    FAKE.createBucket(bucket);
    FAKE.putObject(bucket, "k", CONTENT);
    return BlobStore.open(
        "gs://" + bucket + FakeHarness.query(FAKE, FAKE.keyFile()),
        OpenOptions.defaults()
            .withEnvironment(Map.of())
            .withRetry(
                RetryPolicy.defaults().withBackoff(Duration.ofMillis(1), Duration.ofMillis(2))));
  }

  private static ArmedFault arm(Damage damage) {
    return FAKE.faults()
        .on("storage.objects.get")
        .when(head -> !head.path().startsWith("/storage/"))
        .arm(damage.fault);
  }

  private static ErrorCode codeOf(Throwable failure) {
    StorageException known =
        failure instanceof StorageException direct
            ? direct
            : (StorageException) assertNotNullCause(failure);
    return known.code();
  }

  private static Throwable assertNotNullCause(Throwable failure) {
    assertNotNull(failure.getCause(), failure.toString());
    return failure.getCause();
  }

  /** A way to read all of {@code k}. */
  private interface Reading {
    byte[] from(BlobStore store) throws Exception;
  }

  /** What was flipped is refused; what was cut off is fetched, since the service says the size. */
  private void read(Damage damage, Reading reading) throws Exception {
    try (BlobStore store = store()) {
      ArmedFault armed = arm(damage);
      if (damage == Damage.FLIP) {
        Throwable failure = assertThrows(Exception.class, () -> reading.from(store));
        assertEquals(ErrorCode.INTEGRITY_FAILURE, codeOf(failure), failure.toString());
      } else {
        assertArrayEquals(CONTENT, reading.from(store));
      }
      assertEquals(1, armed.fired());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whole_isRightOrRefused(Damage damage) throws Exception {
    read(damage, store -> store.get("k").bytes());
  }

  @ParameterizedTest
  @EnumSource
  void stream_isRightOrRefusedAtItsLastByte(Damage damage) throws Exception {
    read(
        damage,
        store -> {
          try (BlobReader in = store.get("k")) {
            byte[] all = in.readNBytes(CONTENT.length);
            assertEquals(Verification.VERIFIED, in.verification());
            return all;
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void savedToAFile_isRightOrLeavesNoFile(Damage damage) throws Exception {
    Path file = directory.resolve("saved");
    read(
        damage,
        store -> {
          store.get("k").saveTo(file);
          return Files.readAllBytes(file);
        });
    assertEquals(damage == Damage.TRUNCATION, Files.exists(file));
  }

  @ParameterizedTest
  @EnumSource
  void parallelDownload_isRightOrLeavesNoFile(Damage damage) throws IOException {
    try (BlobStore store = store();
        Transfers transfers = Transfers.create(TransferOptions.defaults())) {
      ArmedFault armed = arm(damage);
      Path file = directory.resolve("down");
      try {
        transfers.download(store, "k", file);
        assertEquals(true, Arrays.equals(CONTENT, Files.readAllBytes(file)));
      } catch (StorageException e) {
        assertEquals(ErrorCode.INTEGRITY_FAILURE, e.code());
        assertFalse(Files.exists(file));
      }
      assertEquals(1, armed.fired());
    }
  }

  /** A range cannot be compared with anything; what is short is noticed, and it says so. */
  @ParameterizedTest
  @EnumSource
  void range_isMarkedUnverified_orComplete(Damage damage) throws IOException {
    try (BlobStore store = store()) {
      ArmedFault armed = arm(damage);
      ByteRange range = ByteRange.of(100, 100_000);
      try (BlobReader in = store.get("k", GetOptions.defaults().withRange(range))) {
        byte[] read = in.readAllBytes();
        assertEquals(Verification.UNVERIFIED, in.verification());
        assertEquals(100_000, read.length);
        boolean same = Arrays.equals(read, Arrays.copyOfRange(CONTENT, 100, 100_100));
        assertEquals(damage == Damage.TRUNCATION, same);
      }
      assertEquals(1, armed.fired());
    }
  }

  /** A channel reads ranges, so that its bytes are complete; nobody says that they are verified. */
  @ParameterizedTest
  @EnumSource(names = "TRUNCATION")
  void channel_isComplete(Damage damage) throws IOException {
    try (BlobStore store = store();
        SeekableByteChannel channel = store.openChannel("k")) {
      ArmedFault armed = arm(damage);
      ByteBuffer buffer = ByteBuffer.allocate(50_000);
      channel.position(1000);
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        assertFalse(buffer.position() == 0);
      }
      assertEquals(1, armed.fired());
      assertEquals(true, Arrays.equals(buffer.array(), Arrays.copyOfRange(CONTENT, 1000, 51_000)));
    }
  }
}
