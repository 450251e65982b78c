package dev.stowage.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.BlobWriter;
import dev.stowage.spi.Failure;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FileFailuresTest {
  private static final Path ROOT = Path.of("/data/store");

  @Test
  void classify_everyKind_saysWhatToDoInOneLine() {
    Map<IOException, ErrorCode> table = new LinkedHashMap<>();
    table.put(new NoSuchFileException("f"), ErrorCode.NOT_FOUND);
    table.put(new AccessDeniedException("f"), ErrorCode.PERMISSION_DENIED);
    table.put(reason("Read-only file system"), ErrorCode.PERMISSION_DENIED);
    table.put(reason("Operation not permitted"), ErrorCode.PERMISSION_DENIED);
    table.put(reason("No space left on device"), ErrorCode.QUOTA_EXCEEDED);
    table.put(new IOException("No space left on device"), ErrorCode.QUOTA_EXCEEDED);
    table.put(reason("Disk quota exceeded"), ErrorCode.QUOTA_EXCEEDED);
    table.put(reason("File name too long"), ErrorCode.INVALID_KEY);
    table.put(reason("File too large"), ErrorCode.TOO_LARGE);
    table.put(reason("Too many open files"), ErrorCode.UNAVAILABLE);
    table.put(reason("Input/output error"), ErrorCode.UNAVAILABLE);
    table.put(reason("No locks available"), ErrorCode.UNSUPPORTED);
    table.put(reason("Not a directory"), ErrorCode.NOT_FOUND);
    table.put(reason("Is a directory"), ErrorCode.CONFLICT);
    table.put(new DirectoryNotEmptyException("f"), ErrorCode.CONFLICT);
    table.put(new ClosedChannelException(), ErrorCode.CLOSED);
    table.put(new IOException("odd"), ErrorCode.UNKNOWN);
    table.forEach(
        (failure, code) -> {
          Failure meaning = FileFailures.classify(failure, ROOT);
          assertEquals(code, meaning.code(), failure.toString());
          assertFalse(meaning.message().contains("\n"));
          assertEquals(code == ErrorCode.UNAVAILABLE, meaning.retryable(), failure.toString());
        });
    assertTrue(
        FileFailures.classify(new AccessDeniedException("a\nb"), ROOT)
            .message()
            .contains("a\\u000ab"));
    assertTrue(
        FileFailures.classify(new IOException("No space left on device"), ROOT)
            .message()
            .contains("/data/store"));
  }

  private static FileSystemException reason(String words) {
    return new FileSystemException("/data/store/x", null, words);
  }

  /** Needs root, for a small file system of its own. */
  @Test
  @Tag("long")
  void fullDisk_losesNothing_andLeavesNothing() throws Exception {
    Path disk = SmallDisk.mount(4);
    try (BlobStore store = BlobStore.open(disk.resolve("s").toUri().toString())) {
      store.put("old", BlobBody.of("old content"));
      byte[] large = new byte[8 << 20];
      for (int i = 0; i < 3; i++) {
        StorageException failure =
            assertThrows(StorageException.class, () -> store.put("old", BlobBody.of(large)));
        assertEquals(ErrorCode.QUOTA_EXCEEDED, failure.code());
        assertTrue(failure.getMessage().contains("free some space"), failure::getMessage);
        assertThrows(IOException.class, () -> writeAll(store, large));
      }
      assertEquals("old content", store.get("old").text());
      assertEquals(List.of("old"), store.list("").map(BlobInfo::key).toList());
      try (Stream<Path> files = Files.walk(disk.resolve("s/.stowage/tmp"))) {
        assertEquals(1, files.filter(Files::isRegularFile).count(), "the lock only");
      }
      store.put("small", BlobBody.of(new byte[1 << 20]));
    } finally {
      SmallDisk.unmount(disk);
    }
  }

  private static void writeAll(BlobStore store, byte[] bytes) throws IOException {
    try (BlobWriter out = store.openWriter("new")) {
      out.write(bytes);
      out.commit();
    }
  }

  @Test
  @Tag("long")
  void readOnlyDisk_canBeRead_andSaysWhyItCannotBeWritten() throws Exception {
    Path disk = SmallDisk.mount(4);
    String url = disk.resolve("s").toUri().toString();
    try (BlobStore store = BlobStore.open(url)) {
      store.put("k", BlobBody.of("x"));
    }
    SmallDisk.remountReadOnly(disk);
    try (BlobStore store = BlobStore.open(url)) {
      assertEquals("x", store.get("k").text());
      assertEquals(1, store.list("").count());
      assertEquals(0, store.multipartUploads().orElseThrow().list("").count());
      for (Runnable change :
          List.<Runnable>of(
              () -> store.put("k", BlobBody.of("y")),
              () -> store.delete("k"),
              () -> store.copy("k", "l"))) {
        StorageException failure = assertThrows(StorageException.class, change::run);
        assertEquals(ErrorCode.PERMISSION_DENIED, failure.code(), failure::getMessage);
        assertTrue(failure.getMessage().contains("read-only"), failure::getMessage);
      }
    } finally {
      SmallDisk.unmount(disk);
    }
  }
}
