package dev.stowage.gcs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stowage.OpenOptions;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.PutOptions;
import dev.stowage.conformance.transfer.ChildProgram;
import dev.stowage.conformance.transfer.LargeFile;
import dev.stowage.conformance.transfer.Moments;
import dev.stowage.fakes.RecordedRequest;
import dev.stowage.fakes.gcs.FakeGcs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process is killed in the middle of a resumable upload, again and again, and the next one goes
 * on with its session. {@code -Dstowage.kill.rounds=200 -Dstowage.kill.mib=1024} does it at length.
 */
class GcsSessionKillTest {
  private static final int ROUNDS = Integer.getInteger("stowage.kill.rounds", 2);
  private static final long SIZE = (Long.getLong("stowage.kill.mib", 48) << 20) + 4321;

  @RegisterExtension static final FakeGcs FAKE = FakeGcs.start();

  private final Moments moments = new Moments();
  @TempDir Path directory;

  @BeforeAll
  static void keepOnDisk(@TempDir Path bodies) {
    FAKE.bodiesOnDisk(bodies);
  }

  /** Arguments: the store's URL, the file, where the session is noted. */
  public static void main(String[] args) throws IOException {
    Path note = Path.of(args[2]);
    OpenOptions options = OpenOptions.defaults().withEnvironment(Map.of());
    try (BlobStore store = BlobStore.open(args[0], options)) {
      System.out.println(ChildProgram.BEGINS);
      System.out.flush();
      GcsObjects objects = store.unwrap(GcsObjects.class).orElseThrow();
      GcsUpload upload;
      if (Files.exists(note)) {
        upload = objects.resumeUpload("k", URI.create(Files.readString(note)));
      } else {
        upload = objects.startUpload("k", PutOptions.defaults());
        Path fresh = note.resolveSibling("fresh");
        Files.writeString(fresh, upload.session().toString());
        Files.move(fresh, note);
      }
      upload.send(BlobBody.of(Path.of(args[1])));
      System.out.println(ChildProgram.DONE);
    }
  }

  @Test
  void session_killedAtRandom_sendsNothingAgainThatWasAcknowledged() throws Exception {
    FAKE.createBucket("b");
    Path file = LargeFile.write(directory.resolve("file"), SIZE);
    Path note = directory.resolve("session");
    String url = "gs://b" + FakeHarness.query(FAKE, FAKE.keyFile());
    ChildProgram program = new ChildProgram(GcsSessionKillTest.class, directory);
    List<String> arguments = List.of(url, file.toString(), note.toString());
    int kills = 0;
    int uploads = 0;
    while (kills < ROUNDS) {
      FAKE.journal().clear();
      Optional<String> done = Optional.empty();
      while (done.isEmpty()) {
        long before = FAKE.journal().requestBytes();
        BooleanSupplier due =
            moments.within(() -> FAKE.journal().requestBytes() - before, SIZE - acknowledged());
        done = program.run(arguments, kills < ROUNDS ? due : () -> false);
        kills += done.isEmpty() ? 1 : 0;
      }
      uploads++;
      LargeFile.assertSame(file, FAKE.object("b", "k").orElseThrow().bytes());
      assertEquals(SIZE, acknowledged(), () -> "acknowledged bytes, " + moments.seed());
      Files.delete(note);
    }
    System.out.printf(
        "gcs session: %d kills in %d uploads of %d MiB: identical, acknowledged bytes sent again 0%n",
        kills, uploads, SIZE >> 20);
  }

  private static long acknowledged() {
    return FAKE.journal().requests("storage.resumable.upload").stream()
        .filter(request -> request.status() == 308 || request.status() == 200)
        .mapToLong(RecordedRequest::requestBytes)
        .sum();
  }
}
