package dev.stowage.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.OpenOptions;
import dev.stowage.secret.SecretSelector;
import dev.stowage.secret.SecretStore;
import dev.stowage.secret.SecretValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets under several processes, and under one that is killed. */
class FileSecretProcessTest {
  private static final int WRITES = 40;

  @TempDir Path top;

  private OpenOptions options() {
    return new TestUser(home()).options();
  }

  private Path home() {
    return top.resolve("user");
  }

  private Path data() {
    return top.resolve("data");
  }

  private SecretStore open() {
    return SecretStore.open(TestUser.url(data()), options());
  }

  private Process start(String what, String word, int times, Path output) throws IOException {
    return ChildProcess.start(
        SecretChild.class,
        output,
        what,
        data().toString(),
        home().toString(),
        word,
        String.valueOf(times));
  }

  @Test
  void twoProcesses_loseNoVersion() throws Exception {
    List<Process> children = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      children.add(start("put", "name" + i, WRITES, top.resolve("out" + i)));
    }
    try (SecretStore store = open()) {
      for (int i = 0; i < WRITES; i++) {
        SecretChild.put(store, "mine", "mine" + i);
      }
      for (int i = 0; i < 2; i++) {
        assertTrue(children.get(i).waitFor(180, TimeUnit.SECONDS));
        String errors = Files.readString(top.resolve("out" + i + ".err"));
        assertEquals(0, children.get(i).exitValue(), errors);
      }
      for (String name : List.of("name0", "name1", "mine")) {
        assertEquals(WRITES, store.versions(name).size());
        for (int i = 0; i < WRITES; i++) {
          SecretSelector version = SecretSelector.version(String.valueOf(i + 1));
          try (SecretValue value = store.get(name, version)) {
            assertEquals(name + i, value.text());
          }
        }
      }
    }
  }

  /** {@code -Dstowage.kills=100} for the long run. */
  @Test
  void kill_duringRotation_losesNothing() throws Exception {
    killed("rotate", 5);
  }

  @Test
  void kill_duringWrites_losesNothingThatWasAcknowledged() throws Exception {
    killed("put", 5);
  }

  private void killed(String what, int rounds) throws Exception {
    try (SecretStore store = open()) {
      for (int i = 0; i < 3; i++) {
        SecretChild.put(store, "kept", "kept" + i);
      }
    }
    Random random = new Random(7);
    for (int round = 0; round < Integer.getInteger("stowage.kills", rounds); round++) {
      Path output = top.resolve("out" + round);
      String word = "word" + round;
      Process child = start(what, word, Integer.MAX_VALUE, output);
      awaitLines(child, output, 1 + random.nextInt(10));
      LockSupport.parkNanos(random.nextInt(20_000_000));
      child.destroyForcibly().waitFor();
      int acknowledged = lines(output);
      try (SecretStore store = open()) {
        for (int i = 0; i < 3; i++) {
          SecretSelector version = SecretSelector.version(String.valueOf(i + 1));
          try (SecretValue value = store.get("kept", version)) {
            assertEquals("kept" + i, value.text());
          }
        }
        if (what.equals("put")) {
          assertTrue(store.versions(word).size() >= acknowledged, "a version is lost");
        }
        SecretChild.put(store, "after", word);
      }
    }
  }

  private static void awaitLines(Process child, Path output, int lines) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (lines(output) < lines) {
      assertTrue(child.isAlive(), () -> read(Path.of(output + ".err")));
      assertTrue(System.nanoTime() < end, () -> read(Path.of(output + ".err")));
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Whole lines; the last may have been cut by the kill. */
  private static int lines(Path output) throws IOException {
    return (int) Files.readString(output).chars().filter(c -> c == '\n').count();
  }
}
