package dev.stowage.gcs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.OpenOptions;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import dev.stowage.fakes.RecordedRequest;
import dev.stowage.fakes.gcs.FakeGcs;
import dev.stowage.transfer.TransferOptions;
import dev.stowage.transfer.Transfers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process with a heap of 64 MiB is killed in the middle of an upload, again and again, and the
 * next one goes on: with parallel parts, and with one resumable session.
 */
@Tag("long")
class GcsKillTest {
  @RegisterExtension static final FakeGcs FAKE = FakeGcs.start();

  private static final int SIZE = (96 << 20) + 4321;
  private static final int PARALLEL = 3;
  private static final int MOST_KILLS = 20;

  @TempDir Path directory;

  /** Arguments: parts or session, the store's URL, the file, a directory for notes. */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[2]);
    Path notes = Path.of(args[3]);
    OpenOptions options = OpenOptions.defaults().withEnvironment(Map.of());
    try (BlobStore store = BlobStore.open(args[1], options)) {
      if (args[0].equals("session")) {
        session(store, file, notes.resolve("session"));
        return;
      }
      TransferOptions transfer =
          TransferOptions.defaults().withJournals(notes).withParallelism(PARALLEL);
      try (Transfers transfers = Transfers.create(transfer)) {
        transfers.upload(file, store, "k");
      }
    }
  }

  private static void session(BlobStore store, Path file, Path note) throws IOException {
    GcsObjects objects = store.unwrap(GcsObjects.class).orElseThrow();
    GcsUpload upload;
    if (Files.exists(note)) {
      upload = objects.resumeUpload("k", URI.create(Files.readString(note)));
    } else {
      upload = objects.startUpload("k", dev.stowage.blob.PutOptions.defaults());
      Path fresh = note.resolveSibling("fresh");
      Files.writeString(fresh, upload.session().toString());
      Files.move(fresh, note);
    }
    upload.send(BlobBody.of(file));
  }

  @AfterEach
  void calm() {
    FAKE.faults().clear();
  }

  @Test
  void parts_goOn() throws Exception {
    int kills = upload("parts");
    List<RecordedRequest> stored =
        FAKE.journal().requests("UploadPart").stream().filter(r -> r.status() == 200).toList();
    long parts = (SIZE + (8L << 20) - 1) / (8L << 20);
    long again = stored.size() - parts;
    // Only what was on its way in a process that was killed may have been sent once more.
    assertTrue(again <= (long) kills * PARALLEL, again + " parts again, " + kills + " kills");
    assertEquals(List.of(), FAKE.uploads("parts"));
  }

  @Test
  void session_goesOn() throws Exception {
    int kills = upload("session");
    long sent =
        FAKE.journal().requests("storage.resumable.upload").stream()
            .filter(r -> r.status() == 308 || r.status() == 200)
            .mapToLong(RecordedRequest::requestBytes)
            .sum();
    assertEquals(SIZE, sent, "what was acknowledged is not sent again, after " + kills + " kills");
  }

  private int upload(String way) throws Exception {
    FAKE.createBucket(way);
    byte[] bytes = new byte[SIZE];
    new Random(11).nextBytes(bytes);
    Path file = Files.write(directory.resolve("file"), bytes);
    Path notes = Files.createDirectory(directory.resolve("notes"));
    Random random = new Random(12);
    FAKE.journal().clear();
    for (int kills = 0; kills <= MOST_KILLS; kills++) {
      Process child = start(way, file, notes);
      // Slow starts count for nothing: the time runs from the first bytes.
      awaitBytes(child);
      long patience = kills == MOST_KILLS ? 120_000 : 20 + random.nextInt(120);
      if (child.waitFor(patience, TimeUnit.MILLISECONDS)) {
        assertEquals(0, child.exitValue());
        assertTrue(kills > 0, "nothing was killed");
        assertArrayEquals(bytes, FAKE.object(way, "k").orElseThrow().content());
        return kills;
      }
      child.destroyForcibly().waitFor();
    }
    throw new AssertionError("it does not get on");
  }

  private static void awaitBytes(Process child) throws InterruptedException {
    long before = bytes();
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (child.isAlive() && bytes() == before && System.nanoTime() < end) {
      child.waitFor(5, TimeUnit.MILLISECONDS);
    }
  }

  private static long bytes() {
    return FAKE.journal().requests().stream().mapToLong(RecordedRequest::requestBytes).sum();
  }

  private Process start(String way, Path file, Path notes) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String url = "gs://" + way + FakeHarness.query(FAKE, FAKE.keyFile());
    return new ProcessBuilder(
            java,
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            GcsKillTest.class.getName(),
            way,
            url,
            file.toString(),
            notes.toString())
        .inheritIO()
        .start();
  }
}
