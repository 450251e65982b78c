package dev.stowage.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.blob.BlobStore;
import dev.stowage.blob.MultipartUploads;
import dev.stowage.blob.PendingUpload;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.UploadPart;
import dev.stowage.transfer.SyncRequest;
import dev.stowage.transfer.TransferOptions;
import dev.stowage.transfer.Transfers;
import dev.stowage.transfer.TreeLocation;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills transfers with {@code kill -9} at random moments and makes them again. {@code
 * -Dstowage.kill.rounds=200 -Dstowage.kill.mib=1024 -Dstowage.kill.files=20000} does it at length.
 */
@Tag("long")
class KillResumeTest {
  private static final int ROUNDS = Integer.getInteger("stowage.kill.rounds", 8);
  private static final int MIB = Integer.getInteger("stowage.kill.mib", 192);
  private static final int FILES = Integer.getInteger("stowage.kill.files", 2000);

  private final long seed = Long.getLong("stowage.kill.seed", System.nanoTime());
  private final Random random = new Random(seed);
  @TempDir Path temp;

  private Path journals() {
    return temp.resolve("journals");
  }

  private String url() {
    return temp.resolve("store").toUri() + "?sync=false";
  }

  private TransferOptions options() {
    return TransferOptions.defaults().withJournals(journals());
  }

  private Path source(int mib) throws IOException {
    Path file = temp.resolve("source");
    byte[] block = new byte[1 << 20];
    Random bytes = new Random(1);
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < mib; i++) {
        bytes.nextBytes(block);
        out.write(block);
      }
    }
    return file;
  }

  /** What a child that was let live said, or null for one that was killed. */
  private String run(String what, Path local, long killAfterMillis) throws Exception {
    Path output = Files.createTempFile(temp, "child", ".out");
    Process child =
        ChildProcess.start(
            List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"),
            TransferChild.class,
            output,
            what,
            journals().toString(),
            url(),
            local.toString());
    while (child.isAlive() && Files.size(output) == 0) {
      Thread.sleep(2);
    }
    if (killAfterMillis >= 0
        && !child.waitFor(killAfterMillis, java.util.concurrent.TimeUnit.MILLISECONDS)) {
      child.destroyForcibly();
    }
    int status = child.waitFor();
    String said = Files.readString(output);
    boolean done = said.contains("done ");
    assertTrue(
        done || status == 137, () -> status + ": " + said + errorsOf(output) + ", seed " + seed);
    return done ? said.substring(said.indexOf("done ")).strip() : null;
  }

  private static String errorsOf(Path output) {
    try {
      return Files.readString(Path.of(output + ".err"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** The parts that the store has, by number: their etags, which a part sent again would change. */
  private static Map<Integer, UploadPart> parts(BlobStore store) {
    MultipartUploads uploads = store.multipartUploads().orElseThrow();
    Map<Integer, UploadPart> parts = new HashMap<>();
    List<PendingUpload> pending;
    try (Stream<PendingUpload> all = uploads.list("")) {
      pending = all.toList();
    }
    for (PendingUpload one : pending) {
      for (UploadPart part : uploads.resume(one.key(), one.id(), PutOptions.defaults()).parts()) {
        parts.put(part.number(), part);
      }
    }
    return parts;
  }

  private static long bytes(Map<Integer, UploadPart> parts) {
    return parts.values().stream().mapToLong(UploadPart::size).sum();
  }

  @Test
  void upload_killedAtRandom_resendsNothingAndLeavesNothing() throws Exception {
    Path source = source(MIB);
    long span = timeOf("upload", source);
    try (BlobStore store = BlobStore.open(url())) {
      store.delete("k");
      Map<Integer, UploadPart> before = Map.of();
      long there = 0;
      for (int kills = 0; kills < ROUNDS; ) {
        String said = run("upload", source, random.nextLong(span + 1));
        if (said == null) {
          kills++;
          Map<Integer, UploadPart> now = parts(store);
          boolean published = now.isEmpty() && store.exists("k");
          if (!published) {
            before.forEach(
                (number, part) ->
                    assertEquals(part, now.get(number), () -> "sent again, seed " + seed));
          }
          before = now;
          there = published ? Files.size(source) : bytes(now);
        } else {
          assertEquals(there, resumed(said), () -> "seed " + seed);
          finished(store, source);
          before = Map.of();
          there = 0;
        }
      }
      run("upload", source, -1);
      finished(store, source);
    }
  }

  private void finished(BlobStore store, Path source) throws IOException {
    Path copy = temp.resolve("copy");
    try (var reader = store.get("k")) {
      reader.saveTo(copy);
    }
    assertEquals(-1, Files.mismatch(source, copy), () -> "seed " + seed);
    try (Stream<PendingUpload> pending = store.multipartUploads().orElseThrow().list("")) {
      assertEquals(0, pending.count(), () -> "orphan uploads, seed " + seed);
    }
    assertNoJournals();
    store.delete("k");
  }

  private void assertNoJournals() throws IOException {
    try (Stream<Path> files = Files.list(journals())) {
      assertEquals(List.of(), files.toList(), () -> "journals left, seed " + seed);
    }
  }

  private static long resumed(String said) {
    return Long.parseLong(said.split(" ", -1)[2]);
  }

  private long timeOf(String what, Path local) throws Exception {
    long start = System.nanoTime();
    run(what, local, -1);
    return Math.max(50, (System.nanoTime() - start) / 1_000_000 - 100);
  }

  @Test
  void download_killedAtRandom_fetchesNothingTwiceAndLeavesNothing() throws Exception {
    Path source = source(MIB);
    Path out = temp.resolve("out");
    Path target = out.resolve("f");
    try (BlobStore store = BlobStore.open(url());
        Transfers transfers = Transfers.create(options())) {
      transfers.upload(source, store, "k");
      long span = timeOf("download", target);
      Files.delete(target);
      long before = 0;
      for (int kills = 0; kills < ROUNDS; ) {
        String said = run("download", target, random.nextLong(span + 1));
        if (said == null) {
          kills++;
          long now = transfers.pending().stream().mapToLong(p -> p.bytesDone()).sum();
          long least = before;
          boolean published = Files.exists(target);
          assertTrue(published || now >= least, () -> "fetched again, seed " + seed);
          before = now;
        } else {
          assertEquals(before, resumed(said), () -> "seed " + seed);
          downloaded(source, out, target);
          before = 0;
        }
      }
      run("download", target, -1);
      downloaded(source, out, target);
    }
  }

  private void downloaded(Path source, Path out, Path target) throws IOException {
    assertEquals(-1, Files.mismatch(source, target), () -> "seed " + seed);
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(List.of(target), files.toList(), () -> "seed " + seed);
    }
    assertNoJournals();
    Files.delete(target);
  }

  @Test
  void sync_killedAtRandom_endsTheSame() throws Exception {
    Path tree = temp.resolve("tree");
    for (int i = 0; i < FILES; i++) {
      Path file = tree.resolve("d" + i % 37).resolve("f" + i);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "content of " + i);
    }
    SyncRequest request;
    try (BlobStore store = BlobStore.open(url());
        Transfers transfers = Transfers.create(options())) {
      request = SyncRequest.of(TreeLocation.directory(tree), TreeLocation.blobs(store, "t/"));
      long span = timeOf("sync", tree);
      store.deletePrefix("t/");
      for (int kills = 0; kills < ROUNDS; kills++) {
        if (run("sync", tree, random.nextLong(span + 1)) != null) {
          store.deletePrefix("t/");
        }
      }
      run("sync", tree, -1);
      assertTrue(transfers.sync(request).upToDate());
      assertTrue(
          transfers
              .check(request.withComparison(dev.stowage.transfer.Comparison.CHECKSUM), found -> {})
              .same(),
          () -> "seed " + seed);
      try (Stream<PendingUpload> pending = store.multipartUploads().orElseThrow().list("")) {
        assertEquals(0, pending.count());
      }
    }
  }
}
