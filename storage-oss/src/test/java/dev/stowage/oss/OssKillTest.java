package dev.stowage.oss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.fakes.FakeUpload;
import dev.stowage.fakes.oss.FakeOss;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills uploads with {@code kill -9} at random moments and makes them again. {@code
 * -Dstowage.kill.rounds=200 -Dstowage.kill.mib=1024} does it at length.
 */
@Tag("long")
class OssKillTest {
  private static final int ROUNDS = Integer.getInteger("stowage.kill.rounds", 10);
  private static final int MIB = Integer.getInteger("stowage.kill.mib", 64);

  @RegisterExtension static final FakeOss FAKE = FakeOss.start();

  private final long seed = Long.getLong("stowage.kill.seed", System.nanoTime());
  private final Random random = new Random(seed);
  @TempDir Path temp;

  private Path source() throws IOException {
    Path file = temp.resolve("source");
    byte[] block = new byte[1 << 20];
    Random bytes = new Random(1);
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < MIB; i++) {
        bytes.nextBytes(block);
        out.write(block);
      }
    }
    return file;
  }

  /** What it resumed, or -1 for one that was killed. */
  private long run(String url, Path file, long killAfterMillis) throws Exception {
    Path output = Files.createTempFile(temp, "child", ".out");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                UploadChild.class.getName(),
                temp.resolve("journals").toString(),
                url,
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    while (child.isAlive() && Files.size(output) == 0) {
      Thread.sleep(2);
    }
    if (!child.waitFor(killAfterMillis, TimeUnit.MILLISECONDS)) {
      child.destroyForcibly();
    }
    int status = child.waitFor();
    String said = Files.readString(output);
    int done = said.indexOf("done ");
    assertTrue(done >= 0 || status == 137, () -> status + ": " + said + ", seed " + seed);
    return done < 0 ? -1 : Long.parseLong(said.substring(done + 5).strip());
  }

  @Test
  void killedAtRandom_resendsNothing_andLeavesNothing() throws Exception {
    Path file = source();
    String bucket = "kill-" + UUID.randomUUID();
    FAKE.createBucket(bucket);
    String url = "oss://" + bucket + "/" + FakeHarness.query(FAKE, FAKE.secretKey());
    long start = System.nanoTime();
    run(url, file, 600_000);
    long span = Math.max(50, (System.nanoTime() - start) / 1_000_000 - 100);
    finished(bucket, file);
    Map<Integer, String> before = Map.of();
    for (int kills = 0; kills < ROUNDS; ) {
      if (run(url, file, random.nextLong(span + 1)) < 0) {
        kills++;
        Map<Integer, String> now = parts(bucket);
        if (!now.isEmpty() || FAKE.object(bucket, "k").isEmpty()) {
          before.forEach(
              (number, etag) ->
                  assertEquals(etag, now.get(number), () -> "sent again, seed " + seed));
        }
        before = now;
      } else {
        finished(bucket, file);
        before = Map.of();
      }
    }
    run(url, file, 600_000);
    finished(bucket, file);
  }

  /** By number: etag and time, of which a part that is sent again has another. */
  private static Map<Integer, String> parts(String bucket) {
    Map<Integer, String> parts = new TreeMap<>();
    for (FakeUpload upload : FAKE.uploads(bucket)) {
      upload.parts().forEach((number, part) -> parts.put(number, part.etag() + part.modified()));
    }
    return parts;
  }

  private void finished(String bucket, Path file) throws IOException {
    byte[] stored = FAKE.object(bucket, "k").orElseThrow().content();
    assertTrue(Arrays.equals(Files.readAllBytes(file), stored), () -> "seed " + seed);
    assertEquals(0, FAKE.uploads(bucket).size(), () -> "orphans, seed " + seed);
    FAKE.blobs().atomically(() -> FAKE.blobs().bucket(bucket).orElseThrow().remove("k", null));
  }
}
