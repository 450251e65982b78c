package dev.stowage.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.kv.Document;
import dev.stowage.kv.KvStore;
import dev.stowage.kv.RowKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An interrupt is for the thread that it is meant for, not for the database under all others. */
class FileKvInterruptTest {
  private static final int ROUNDS = 200;

  @TempDir Path directory;

  private static Document number(long number) {
    return Document.of(Map.of("number", number));
  }

  @Test
  void callsOfOtherThreads_goOn() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    try (KvStore rows = KvStore.open(directory.toUri() + "rows")) {
      Thread other = new Thread(() -> interrupted(rows, over));
      other.setUncaughtExceptionHandler((thread, e) -> failure.set(e));
      other.start();
      RowKey mine = RowKey.of("mine");
      for (long round = 0; round < ROUNDS; round++) {
        rows.put(mine, number(round));
        other.interrupt();
        assertEquals(number(round), rows.get(mine).orElseThrow().document());
      }
      over.set(true);
      other.join();
    }
    assertNull(failure.get());
    try (Stream<Path> files = Files.walk(directory)) {
      assertEquals(0, files.filter(file -> file.toString().endsWith(".trace.db")).count());
    }
  }

  /** Writes and reads; a call fails by the interrupt or not at all. */
  private static void interrupted(KvStore rows, AtomicBoolean over) {
    RowKey key = RowKey.of("other");
    for (long round = 0; !over.get(); round++) {
      try {
        rows.put(key, number(round));
        rows.get(key);
      } catch (StorageException e) {
        assertEquals(ErrorCode.CANCELLED, e.code(), e::toString);
        Thread.interrupted();
      }
    }
  }
}
