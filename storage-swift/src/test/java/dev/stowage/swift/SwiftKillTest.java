package dev.stowage.swift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.OpenOptions;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobService;
import dev.stowage.blob.BlobStore;
import dev.stowage.transfer.PendingTransfer;
import dev.stowage.transfer.TransferOptions;
import dev.stowage.transfer.Transfers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills uploads of segments with {@code kill -9} at random moments, and either makes them again or
 * gives them up, as {@code stowage transfers prune} does. {@code -Dstowage.kill.rounds=100
 * -Dstowage.kill.mib=1024} does it at length.
 */
@Tag("server")
class SwiftKillTest {
  private static final int ROUNDS = Integer.getInteger("stowage.kill.rounds", 8);
  private static final int MIB = Integer.getInteger("stowage.kill.mib", 48);
  private static final long SEGMENT = Math.max(1L, MIB / 128) << 20;

  private static final long LONG = TimeUnit.HOURS.toMillis(1);

  /** One in so many killed uploads is given up. */
  private static final int PRUNED = 5;

  private final long seed = Long.getLong("stowage.kill.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final OpenOptions options =
      OpenOptions.defaults().withEnvironment(SwiftServer.tokenEnvironment());
  private final String container = "kill-" + UUID.randomUUID();
  private final BlobService service = BlobService.open("swift:", options);
  private final SwiftClient client = SwiftClient.open("swift:", options);
  private final BlobStore store = client.store(container);
  private final BlobStore segments = client.store(container + "_segments");
  private long millis;
  private int kills;
  private int pruned;
  private int uploads;
  private long resumed;
  @TempDir Path temp;

  @BeforeEach
  void create() {
    service.create(container);
  }

  @AfterEach
  void delete() {
    service.delete(container + "_segments");
    service.delete(container);
    segments.close();
    store.close();
    client.close();
    service.close();
  }

  private Path source() throws IOException {
    Path file = temp.resolve("source");
    byte[] block = new byte[1 << 20];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < MIB; i++) {
        random.nextBytes(block);
        out.write(block);
      }
    }
    return file;
  }

  private Path journals() {
    return temp.resolve("journals");
  }

  /** What it did not send again; empty for one that was killed. */
  private OptionalLong upload(Path file, long killAfterMillis) throws Exception {
    Path output = Files.createTempFile(temp, "child", ".out");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder = new ProcessBuilder(java, "-Xmx64m", "-cp");
    builder.command().add(System.getProperty("java.class.path"));
    builder.command().add(UploadChild.class.getName());
    builder.command().add(journals().toString());
    builder.command().add("swift://" + container);
    builder.command().add(file.toString());
    builder.command().add(String.valueOf(SEGMENT));
    Process child = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    while (child.isAlive() && Files.size(output) == 0) {
      Thread.sleep(2);
    }
    long begun = System.nanoTime();
    if (!child.waitFor(killAfterMillis, TimeUnit.MILLISECONDS)) {
      child.destroyForcibly();
    }
    int status = child.waitFor();
    millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    String said = Files.readString(output);
    int done = said.indexOf("done ");
    assertTrue(done >= 0 || status == 137, () -> status + ": " + said + ", seed " + seed);
    return done < 0
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(said.substring(done + 5).strip()));
  }

  /** By name: etag and time, of which a segment that is sent again has another. */
  private Map<String, String> segments() {
    Map<String, String> found = new TreeMap<>();
    try (Stream<BlobInfo> all = segments.list("")) {
      all.filter(blob -> !blob.key().startsWith(SegmentNames.NOTES))
          .forEach(blob -> found.put(blob.key(), blob.etag() + " " + blob.modified()));
    }
    return found;
  }

  @Test
  void killedAtRandom_resendsNothing_andLeavesNothing() throws Exception {
    Path file = source();
    upload(file, LONG);
    long span = millis;
    published(file);
    while (kills < ROUNDS) {
      oneUpload(file, span);
    }
    System.out.printf(
        "%d kills in uploads of %d MiB within %d ms: %d uploads resumed and whole, %d MiB not sent"
            + " again, %d given up; seed %d%n",
        kills, MIB, span, uploads, resumed >> 20, pruned, seed);
  }

  /** Until it is published or given up; an upload that was killed may be killed again. */
  private void oneUpload(Path file, long span) throws Exception {
    Map<String, String> before = Map.of();
    boolean again = true;
    while (true) {
      OptionalLong done = upload(file, again && kills < ROUNDS ? random.nextLong(span) : LONG);
      again = random.nextInt(3) == 0;
      Map<String, String> now = segments();
      before.forEach(
          (name, what) -> assertEquals(what, now.get(name), () -> "sent again, seed " + seed));
      if (done.isPresent()) {
        long kept = before.size() * SEGMENT;
        assertTrue(
            done.getAsLong() >= kept, () -> done + " of " + kept + " were kept, seed " + seed);
        resumed += done.getAsLong();
        uploads++;
        published(file);
        return;
      }
      kills++;
      before = now;
      if (store.exists("k")) {
        // Killed after it was published; the next one finds that out.
        continue;
      }
      if (random.nextInt(PRUNED) == 0) {
        prune();
        return;
      }
    }
  }

  private void prune() throws IOException {
    try (Transfers transfers =
        Transfers.create(TransferOptions.defaults().withJournals(journals()))) {
      for (PendingTransfer pending : transfers.pending()) {
        transfers.giveUp(pending, options);
        pruned++;
      }
    }
    nothingIsLeft();
  }

  /** Looks at the bytes and at what is beside them; then the object goes, and all of it with it. */
  private void published(Path file) throws IOException {
    Path copy = temp.resolve("copy");
    try (BlobReader reader = store.get("k")) {
      reader.saveTo(copy);
    }
    assertEquals(-1, Files.mismatch(file, copy), () -> "seed " + seed);
    assertEquals(
        client.objects(container).segments("k").stream().map(Segment::name).toList(),
        List.copyOf(segments().keySet()),
        () -> "orphans, seed " + seed);
    store.delete("k");
    nothingIsLeft();
  }

  private void nothingIsLeft() throws IOException {
    try (Stream<BlobInfo> all = segments.list("")) {
      assertEquals(List.of(), all.map(blob -> blob.key()).toList(), () -> "orphans, seed " + seed);
    }
    try (Stream<Path> journals = Files.list(journals())) {
      assertEquals(List.of(), journals.toList(), () -> "journals left, seed " + seed);
    }
  }
}
