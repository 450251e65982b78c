package dev.stowage.local;

import dev.stowage.kv.Document;
import dev.stowage.kv.KvStore;
import dev.stowage.kv.RowKey;
import java.io.PrintStream;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** What the child processes of {@link FileKvProcessTest} do. */
final class RowWriter {
  private RowWriter() {}

  public static void main(String[] args) throws Exception {
    try (KvStore store = KvStore.open(args[1])) {
      switch (args[0]) {
        case "increment" -> increment(store, Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        case "write" -> writeUntilKilled(store, args[2]);
        default -> throw new IllegalArgumentException(args[0]);
      }
    }
  }

  private static void increment(KvStore store, int threads, int times) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    for (int t = 0; t < threads; t++) {
      executor.execute(
          () -> {
            for (int i = 0; i < times; i++) {
              store.increment(RowKey.of("counter"), "n", 1);
            }
          });
    }
    executor.shutdown();
    if (!executor.awaitTermination(120, TimeUnit.SECONDS)) {
      throw new IllegalStateException("increments did not end");
    }
    System.out.println("done");
  }

  /** Prints a number when its row was acknowledged. */
  private static void writeUntilKilled(KvStore store, String prefix) {
    PrintStream out = new PrintStream(System.out, true, java.nio.charset.StandardCharsets.UTF_8);
    for (int i = 0; i < 1_000_000; i++) {
      store.put(RowKey.of(prefix + i), Document.empty().with("n", i));
      out.println(i);
    }
  }
}
