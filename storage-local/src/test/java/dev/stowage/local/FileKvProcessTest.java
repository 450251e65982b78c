package dev.stowage.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.kv.Document;
import dev.stowage.kv.KvStore;
import dev.stowage.kv.RowKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded database under several processes, and under one that is killed. */
class FileKvProcessTest {
  @TempDir Path directory;

  private String url() {
    return "file://" + directory.toUri().getRawPath() + "table";
  }

  @Test
  void increment_twoProcessesOfEightThreads_loseNothing() throws Exception {
    try (KvStore store = KvStore.open(url())) {
      store.put(RowKey.of("counter"), Document.empty().with("n", 0));
    }
    List<Process> children = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      children.add(
          ChildProcess.start(
              RowWriter.class, directory.resolve("out" + i), "increment", url(), "8", "50"));
    }
    for (int i = 0; i < 2; i++) {
      boolean ended = children.get(i).waitFor(180, TimeUnit.SECONDS);
      String output = Files.readString(directory.resolve("out" + i + ".err"));
      assertTrue(ended && children.get(i).exitValue() == 0, output);
    }
    try (KvStore store = KvStore.open(url())) {
      assertEquals(
          800, store.get(RowKey.of("counter")).orElseThrow().document().integer("n").orElseThrow());
    }
  }

  /** {@code -Dstowage.kills=100} for the long run. */
  @Test
  void kill_atRandomMoments_keepsEveryAcknowledgedRow() throws Exception {
    Random random = new Random(11);
    int rounds = Integer.getInteger("stowage.kills", 3);
    for (int round = 0; round < rounds; round++) {
      Path output = directory.resolve("out" + round);
      String prefix = round + "-";
      Process child = ChildProcess.start(RowWriter.class, output, "write", url(), prefix);
      awaitLines(child, output, 1 + random.nextInt(300));
      child.destroyForcibly().waitFor();
      List<String> acknowledged = wholeLines(output);
      try (KvStore store = KvStore.open(url())) {
        for (String line : acknowledged) {
          assertEquals(
              Long.parseLong(line),
              store
                  .get(RowKey.of(prefix + line))
                  .orElseThrow(() -> new AssertionError("row " + prefix + line + " is lost"))
                  .document()
                  .integer("n")
                  .orElseThrow());
        }
      }
    }
  }

  private static void awaitLines(Process child, Path output, int lines) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (wholeLines(output).size() < lines) {
      assertTrue(child.isAlive(), () -> read(Path.of(output + ".err")));
      assertTrue(System.nanoTime() < end, () -> read(Path.of(output + ".err")));
      Thread.onSpinWait();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** The last line may have been cut by the kill. */
  private static List<String> wholeLines(Path output) throws IOException {
    String text = Files.readString(output);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }
}
