package dev.stowage.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.PutOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Readers see one write whole, content and metadata. */
class ReplaceTest {
  private static final int READERS = 8;
  private static final int READS = 20_000;

  @Test
  void replace_underReaders_isNeverMixed() throws Exception {
    Path root = TestStores.temporary();
    try (BlobStore store = BlobStore.open(root.toUri() + "?sync=false")) {
      readWhileReplaced(store, READS);
    }
    TempFiles.deleteTree(root);
  }

  @Test
  void replace_ofPlainFilesUnderReaders_isNeverMixed() throws Exception {
    Path root = TestStores.temporary();
    try (BlobStore store = BlobStore.open(root.toUri() + "?sync=false&layout=plain")) {
      readWhileReplaced(store, READS / 10);
    }
    TempFiles.deleteTree(root);
  }

  private static void readWhileReplaced(BlobStore store, int reads) throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    put(store, 'a');
    ExecutorService threads = Executors.newFixedThreadPool(READERS + 1);
    List<Future<Integer>> results = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      results.add(threads.submit(() -> read(store, reads / READERS)));
    }
    Future<Integer> writer =
        threads.submit(
            () -> {
              int writes = 0;
              for (; !done.get(); writes++) {
                put(store, writes % 2 == 0 ? 'b' : 'a');
              }
              return writes;
            });
    int mixed = 0;
    for (Future<Integer> result : results) {
      mixed += result.get();
    }
    done.set(true);
    assertTrue(writer.get() > 10, "writes " + writer.get());
    threads.shutdown();
    assertEquals(0, mixed);
  }

  private static void put(BlobStore store, char letter) {
    String text = String.valueOf(letter).repeat(letter == 'a' ? 10_000 : 20_000);
    store.put(
        "k", BlobBody.of(text), PutOptions.defaults().withMetadata(Map.of("letter", "" + letter)));
  }

  private static int read(BlobStore store, int times) throws Exception {
    int mixed = 0;
    for (int i = 0; i < times; i++) {
      try (BlobReader reader = store.get("k")) {
        String letter = String.valueOf(reader.info().metadata().get("letter"));
        String text = reader.text();
        boolean whole =
            text.length() == (letter.equals("a") ? 10_000 : 20_000)
                && text.chars().allMatch(c -> c == letter.charAt(0));
        mixed += whole ? 0 : 1;
      }
    }
    return mixed;
  }

  @Test
  void reader_ofReplacedAndDeletedBlob_readsOn() throws Exception {
    Path root = TestStores.temporary();
    try (BlobStore store = LocalStores.blobs(root)) {
      byte[] old = new byte[3 << 20];
      store.put("k", BlobBody.of(old));
      try (BlobReader reader = store.get("k")) {
        reader.readNBytes(10);
        store.put("k", BlobBody.of("new"));
        store.delete("k");
        assertArrayEquals(java.util.Arrays.copyOf(old, old.length - 10), reader.bytes());
      }
    }
    TempFiles.deleteTree(root);
  }

  /** An interrupted call ends as cancelled, and what others share is not closed under them. */
  @Test
  void interrupts_ofManyCalls_leaveTheStoreUsable() throws Exception {
    Path root = TestStores.temporary();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (BlobStore store = BlobStore.open(root.toUri() + "?sync=false", OpenOptions.defaults())) {
      byte[] bytes = new byte[100_000];
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        String key = "k" + i % 3;
        Future<?> call =
            threads.submit(
                () -> {
                  try {
                    store.put(key, BlobBody.of(bytes));
                    store.get(key).bytes();
                  } catch (StorageException e) {
                    assertEquals(ErrorCode.CANCELLED, e.code(), e::getMessage);
                  }
                });
        calls.add(call);
        if (i % 4 == 3) {
          calls.get(i - 2).cancel(true);
        }
      }
      for (Future<?> call : calls) {
        if (!call.isCancelled()) {
          call.get();
        }
      }
      threads.shutdown();
      assertTrue(threads.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES));
      for (int i = 0; i < 3; i++) {
        store.put("k" + i, BlobBody.of("fine"), PutOptions.defaults());
        assertEquals("fine", store.get("k" + i).text());
      }
    }
    TempFiles.deleteTree(root);
  }
}
