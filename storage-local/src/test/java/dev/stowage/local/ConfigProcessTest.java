package dev.stowage.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.config.ConfigQuery;
import dev.stowage.config.ConfigRequest;
import dev.stowage.config.ConfigState;
import dev.stowage.config.StorageConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Registries of storage configurations in files, among processes and after {@code kill -9}. */
class ConfigProcessTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path directory;

  @Test
  @DisplayName("CFG-URL-2 64 concurrent creates of one url in two processes: one configuration")
  void url2_creatorsInTwoProcesses() throws Exception {
    List<ChildJvm> children = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      children.add(ChildJvm.start(ConfigChild.class, "256m", "create", directory.toString(), "32"));
    }
    for (ChildJvm child : children) {
      assertEquals("ready", child.line());
    }
    for (ChildJvm child : children) {
      child.say("go");
    }
    Set<String> ids = new HashSet<>();
    int created = 0;
    for (ChildJvm child : children) {
      for (String line : child.finish().split("\n", -1)) {
        created += line.startsWith("created ") ? 1 : 0;
        ids.add(line.substring(line.indexOf(' ') + 1));
      }
    }
    assertEquals(1, created, "creates that succeeded");
    assertEquals(1, ids.size(), ids::toString);
    try (ConfigChild.Opened registry = ConfigChild.open(directory)) {
      List<StorageConfig> all = registry.configs().list(ConfigQuery.all()).toList();
      assertEquals(ids, Set.of(all.get(0).id()));
      assertEquals(1, all.size());
    }
  }

  @Test
  @Tag("long")
  @DisplayName("CFG-OP-4 after kill -9 every acknowledged change is there and all states are legal")
  void op4_killedWhileUpdating() throws Exception {
    killed(3, 7);
  }

  @Test
  @Tag("long")
  @DisplayName("CFG-OP-4 kill -9 at 100 random moments")
  void op4_killedOften() throws Exception {
    killed(100, System.nanoTime());
  }

  private void killed(int times, long seed) throws Exception {
    Random random = new Random(seed);
    String id;
    try (ConfigChild.Opened registry = ConfigChild.open(directory)) {
      ConfigRequest request =
          ConfigRequest.of(ConfigChild.place(directory, 0), ConfigChild.CREDENTIALS);
      id = registry.configs().create(request).id();
    }
    long next = 1;
    for (int i = 0; i < times; i++) {
      ChildJvm child =
          ChildJvm.start(ConfigChild.class, "256m", "update", directory.toString(), id, "" + next);
      long acknowledged = 0;
      for (int acks = 1 + random.nextInt(20); acks > 0; acks--) {
        acknowledged = Long.parseLong(child.line());
      }
      child.kill();
      next = checked(id, acknowledged, "kill " + i + " of seed " + seed) + 1;
    }
    assertNothingInClear();
  }

  /** The number of the last change that is there. */
  private long checked(String id, long acknowledged, String when) {
    try (ConfigChild.Opened registry = ConfigChild.open(directory)) {
      StorageConfig config = registry.configs().retrieve(id);
      long there = config.signedUrls().expiry().orElseThrow().toSeconds();
      // Between the last line that was read and the kill there may have been more.
      assertTrue(there >= acknowledged, () -> when + ": " + there + " < " + acknowledged);
      assertEquals(ConfigChild.place(directory, there / 2 % 2), config.url(), when);
      assertTrue(
          config.state() == ConfigState.NEW || config.state() == ConfigState.VALID,
          () -> when + ": " + config);
      registry.configs().recover();
      assertEquals(ConfigState.VALID, registry.configs().awaitTested(id, PATIENCE).state(), when);
      assertEquals(1, registry.configs().list(ConfigQuery.all()).count(), when);
      // The other place is free, whatever claim was left on it.
      ConfigRequest other =
          ConfigRequest.of(
              ConfigChild.place(directory, 1 - there / 2 % 2), ConfigChild.CREDENTIALS);
      registry.configs().delete(registry.configs().create(other).id());
      return there;
    }
  }

  /** X5: no file of the data directory holds a credential. */
  private void assertNothingInClear() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertFalse(content.contains("hidden-token-of-the-test"), file::toString);
      }
    }
  }
}
