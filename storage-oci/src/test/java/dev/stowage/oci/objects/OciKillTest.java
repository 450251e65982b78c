package dev.stowage.oci.objects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.fakes.FakePart;
import dev.stowage.fakes.FakeUpload;
import dev.stowage.fakes.oci.FakeOci;
import dev.stowage.fakes.oci.objects.FakeObjectStorage;
import dev.stowage.oci.FakeUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills uploads in parts with {@code kill -9} at random moments and makes them again. {@code
 * -Dstowage.kill.rounds=200} does it at length.
 */
@Tag("long")
class OciKillTest {
  private static final int ROUNDS = Integer.getInteger("stowage.kill.rounds", 12);
  private static final int MIB = Integer.getInteger("stowage.kill.oci.mib", 115);
  private static final FakeOci FAKE = FakeOci.start();
  private static final FakeObjectStorage STORAGE = FAKE.service(FakeObjectStorage.class);

  private final long seed = Long.getLong("stowage.kill.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private long millis;
  @TempDir Path temp;

  @AfterAll
  static void stop() {
    FAKE.close();
  }

  /** Runs a child, and kills it after a while unless the while is negative. */
  private String run(Path source, long killAfterMillis) throws Exception {
    Path output = Files.createTempFile(temp, "child", ".out");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                UploadChild.class.getName(),
                "oci://b@" + FAKE.namespace() + "/" + FakeUser.query(FAKE),
                source.toString(),
                temp.resolve("journals").toString())
            .redirectOutput(output.toFile())
            .redirectError(Path.of(output + ".err").toFile())
            .start();
    while (child.isAlive() && Files.size(output) == 0) {
      Thread.sleep(2);
    }
    long begun = System.nanoTime();
    if (killAfterMillis >= 0 && !child.waitFor(killAfterMillis, TimeUnit.MILLISECONDS)) {
      child.destroyForcibly();
    }
    int status = child.waitFor();
    millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    String said = Files.readString(output);
    assertTrue(
        said.contains("done ") || status == 137,
        () -> status + ": " + said + errors(output) + ", seed " + seed);
    return said.contains("done ") ? said.substring(said.indexOf("done ")).strip() : "";
  }

  private static String errors(Path output) {
    try {
      return Files.readString(Path.of(output + ".err"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /**
   * The parts at the service by upload and number: their etags, which a part sent again changes.
   */
  private static Map<String, String> parts() {
    Map<String, String> etags = new HashMap<>();
    for (FakeUpload upload : STORAGE.uploads("b")) {
      for (FakePart part : List.copyOf(upload.parts().values())) {
        etags.put(upload.id() + "/" + part.number(), part.etag());
      }
    }
    return etags;
  }

  @Test
  void upload_killedAtRandom_resendsNothingAndLeavesNothing() throws Exception {
    STORAGE.createBucket("b");
    byte[] content = new byte[(MIB << 20) + 7];
    new Random(1).nextBytes(content);
    Path source = Files.write(temp.resolve("source"), content);
    assertEquals("done 1 0", run(source, -1));
    long span = millis;
    int kills = 0;
    long resumed = 0;
    while (kills < ROUNDS) {
      STORAGE.blobs().atomically(() -> STORAGE.blobs().bucket("b").orElseThrow().remove("k", ""));
      Map<String, String> before = Map.of();
      String said = "";
      while (said.isEmpty()) {
        said = run(source, kills < ROUNDS ? random.nextLong(span) : -1);
        Map<String, String> now = parts();
        boolean published = STORAGE.object("b", "k").isPresent();
        for (Map.Entry<String, String> part :
            published ? List.<Map.Entry<String, String>>of() : before.entrySet()) {
          assertEquals(part.getValue(), now.get(part.getKey()), () -> "sent again, seed " + seed);
        }
        kills += said.isEmpty() ? 1 : 0;
        before = now;
      }
      resumed += Long.parseLong(said.substring(said.lastIndexOf(' ') + 1));
      assertArrayEquals(content, STORAGE.object("b", "k").orElseThrow().content());
      assertEquals(List.of(), STORAGE.uploads("b"), () -> "orphans, seed " + seed);
    }
    assertTrue(resumed > 0, "nothing was resumed in " + kills + " kills");
    System.out.println("kills " + kills + ", bytes not sent again " + resumed);
  }
}
