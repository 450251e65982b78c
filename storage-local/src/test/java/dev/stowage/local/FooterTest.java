package dev.stowage.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobHeaders;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.PutOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FooterTest {
  @TempDir Path directory;

  private static final PutOptions ALL =
      PutOptions.defaults()
          .withHeaders(
              BlobHeaders.none()
                  .withContentType("text/plain")
                  .withContentEncoding("gzip")
                  .withContentLanguage("ko")
                  .withContentDisposition("attachment; filename=\"é.txt\"")
                  .withCacheControl("no-store"))
          .withTags(Map.of("team", "한국"));

  @Test
  void footer_ofEverything_comesBack() throws IOException {
    try (BlobStore store = LocalStores.blobs(directory)) {
      Map<String, String> metadata = new HashMap<>();
      for (int i = 0; i < 100; i++) {
        metadata.put("name-" + i, "  value \"\\ \u0001 😀 " + "x".repeat(80) + i);
      }
      store.put("k", BlobBody.of("content"), ALL.withMetadata(metadata));
      BlobInfo info = store.find("k").orElseThrow();
      assertEquals(ALL.headers(), info.headers());
      assertEquals(metadata, info.metadata());
      assertEquals(ALL.tags(), info.tags());
      assertEquals("content", store.get("k").text());
      Path file = directory.resolve("k=");
      byte[] stored = Files.readAllBytes(file);
      assertTrue(stored.length > 8192, "the footer is larger than one read");
      assertArrayEquals(
          "content".getBytes(StandardCharsets.UTF_8), java.util.Arrays.copyOf(stored, 7));
    }
  }

  @Test
  void damagedFile_everyByteOfTheFooter_isFoundAndCanBeDeleted() throws IOException {
    try (BlobStore store = LocalStores.blobs(directory)) {
      store.put("k", BlobBody.of("content"), ALL);
      store.put("other", BlobBody.of("x"));
      Path file = directory.resolve("k=");
      byte[] good = Files.readAllBytes(file);
      for (int i = 7; i < good.length; i++) {
        byte[] bad = good.clone();
        bad[i] ^= 0x10;
        Files.write(file, bad);
        ErrorCode code =
            assertThrows(StorageException.class, () -> store.find("k"), "byte " + i).code();
        boolean version = i >= good.length - 8 && i < good.length - 4;
        assertEquals(version ? ErrorCode.UNSUPPORTED : ErrorCode.INTEGRITY_FAILURE, code);
      }
      for (int length : new int[] {0, 1, 23, good.length - 1}) {
        Files.write(file, java.util.Arrays.copyOf(good, length));
        StorageException failure =
            assertThrows(StorageException.class, () -> store.get("k"), "length " + length);
        assertEquals(ErrorCode.INTEGRITY_FAILURE, failure.code());
        assertFalse(failure.getMessage().contains("\n"));
      }
      assertEquals(List.of("k", "other"), store.list("").map(BlobInfo::key).toList());
      store.delete("k");
      assertTrue(store.find("k").isEmpty());
    }
  }

  @Test
  void damagedContent_isFoundBeforeTheEnd() throws IOException {
    try (BlobStore store = LocalStores.blobs(directory)) {
      store.put("k", BlobBody.of("x".repeat(100_000)));
      Path file = directory.resolve("k=");
      byte[] bytes = Files.readAllBytes(file);
      bytes[50_000] ^= 1;
      Files.write(file, bytes);
      StorageException failure = assertThrows(StorageException.class, () -> store.get("k").bytes());
      assertEquals(ErrorCode.INTEGRITY_FAILURE, failure.code());
    }
  }
}
