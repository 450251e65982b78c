package dev.stowage.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import dev.stowage.transfer.TransferOptions;
import dev.stowage.transfer.Transfers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that run full under a transfer; needs root, for a small file system of its own. */
@Tag("long")
class FullDiskTransferTest {
  private static final int MIB = 1 << 20;
  private static final int DISK = 24;

  @TempDir Path roomy;
  private Path small = Path.of("");

  @BeforeEach
  void mount() throws Exception {
    small = SmallDisk.mount(DISK);
  }

  @AfterEach
  void unmount() throws Exception {
    SmallDisk.unmount(small);
  }

  private TransferOptions options(Path journals) {
    // Two at a time, so that the last part, which is smaller, is not the first to arrive.
    return TransferOptions.defaults()
        .withJournals(journals)
        .withPartSize(5 * MIB)
        .withParallelism(2);
  }

  private Path source(int mib) throws IOException {
    Path file = roomy.resolve("source-" + mib);
    byte[] bytes = new byte[mib * MIB];
    new Random(mib).nextBytes(bytes);
    Files.write(file, bytes);
    return file;
  }

  private static void fill(Path file) throws IOException {
    byte[] block = new byte[64 * 1024];
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertTrue(String.valueOf(full.getMessage()).contains("space"), full::toString);
    }
  }

  private static long filesBelow(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void upload_toADiskThatRunsFull_keepsTheOldBlob_andGoesOnWhenThereIsRoom() throws Exception {
    Path source = source(16);
    Path ballast = small.resolve("ballast");
    try (BlobStore store = BlobStore.open(small.resolve("s").toUri().toString());
        Transfers transfers = Transfers.create(options(roomy.resolve("journals")))) {
      store.put("k", BlobBody.of("old content"));
      Files.write(ballast, new byte[12 * MIB]);
      StorageException e =
          assertThrows(StorageException.class, () -> transfers.upload(source, store, "k"));
      assertEquals(ErrorCode.QUOTA_EXCEEDED, e.code(), e::toString);
      assertTrue(e.getMessage().contains("free some space"), e::getMessage);
      assertEquals("old content", store.get("k").text());

      Files.delete(ballast);
      transfers.upload(source, store, "k");
      Path back = roomy.resolve("back");
      transfers.download(store, "k", back);
      assertEquals(-1, Files.mismatch(source, back));
      assertEquals(0, store.multipartUploads().orElseThrow().list("").count());
      assertEquals(0, transfers.pending().size());
    }
  }

  @Test
  void download_toADiskWithoutRoom_saysSoBeforehand_andLeavesNothing() throws Exception {
    Path target = small.resolve("out").resolve("f");
    try (BlobStore store = BlobStore.open(roomy.resolve("s").toUri().toString());
        Transfers transfers = Transfers.create(options(roomy.resolve("journals")))) {
      transfers.upload(source(32), store, "k");
      StorageException e =
          assertThrows(StorageException.class, () -> transfers.download(store, "k", target));
      assertEquals(ErrorCode.QUOTA_EXCEEDED, e.code());
      assertTrue(e.getMessage().contains("no space left for " + target), e::getMessage);
      assertEquals(0, filesBelow(small));
      assertEquals(0, transfers.pending().size());
    }
  }

  @Test
  void journalOnAFullDisk_isTheRightError_andNothingIsPublished() throws Exception {
    fill(small.resolve("ballast"));
    try (BlobStore store = BlobStore.open(roomy.resolve("s").toUri().toString());
        Transfers transfers = Transfers.create(options(small.resolve("journals")))) {
      Files.createDirectories(roomy.resolve("s"));
      StorageException e =
          assertThrows(StorageException.class, () -> transfers.upload(source(16), store, "k"));
      assertEquals(ErrorCode.QUOTA_EXCEEDED, e.code(), e::toString);
      assertTrue(e.getMessage().contains("journals"), e::getMessage);
      assertEquals(0, filesBelow(roomy.resolve("s")));
    }
  }
}
