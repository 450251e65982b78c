package dev.stowage.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** A directory, its journals, and ten parts of a thousand bytes. */
abstract class TransferTestBase {
  static final int PART = 1000;
  static final int PARTS = 10;

  @TempDir Path temp;

  Path journals() {
    return temp.resolve("state").resolve("journals");
  }

  TransferOptions options() {
    return TransferOptions.defaults()
        .withJournals(journals())
        .withPartSize(PART)
        .withParallelism(3);
  }

  static byte[] random(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  Path file(String name, byte[] bytes) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  static byte[] read(BlobStore store, String key) {
    try (BlobReader reader = store.get(key)) {
      return reader.bytes();
    }
  }

  static void assertStored(BlobStore store, String key, byte[] bytes) {
    assertArrayEquals(bytes, read(store, key));
    assertNoUploads(store);
  }

  static void assertNoUploads(BlobStore store) {
    try (var uploads = store.multipartUploads().orElseThrow().list("")) {
      assertEquals(0, uploads.count(), "orphan uploads");
    }
  }

  void assertNoJournals() throws IOException {
    assertEquals(0, filesIn(journals()), "journals left");
  }

  static long filesIn(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.count();
    }
  }
}
