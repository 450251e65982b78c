package dev.stowage.conformance.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.conformance.transfer.TransferChild.Way;
import dev.stowage.transfer.PendingTransfer;
import dev.stowage.transfer.Transfers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Downloads that are killed and made again. */
final class KilledDownloads {
  private static final int MOST_TRIES = 20;

  private final FakeService service;
  private final ChildTransfers children;
  private final Path source;
  private final Path directory;
  private final Path target;
  private final long size;
  private final Moments moments = new Moments();
  private long kills;
  private long kept;

  KilledDownloads(FakeService service, Path directory, long size)
      throws IOException, InterruptedException {
    this.service = service;
    this.size = size;
    children = new ChildTransfers(directory, service.url());
    source = LargeFile.write(directory.resolve("source"), size);
    this.directory = Files.createDirectory(directory.resolve("downloaded"));
    target = this.directory.resolve("file");
    children.run(Way.UPLOAD, source);
  }

  /** Kills so many times, and ends with a download that is done. */
  void kill(int rounds) throws IOException, InterruptedException {
    int downloads = 0;
    while (kills < rounds) {
      untilDone(rounds);
      assertDownloaded();
      downloads++;
    }
    System.out.printf(
        "%s: %d kills in %d downloads of %d MiB: identical, finished bytes fetched again 0, bytes"
            + " kept %d, %s%n",
        service.container(), kills, downloads, size >> 20, kept, moments.seed());
  }

  private void untilDone(int rounds) throws IOException, InterruptedException {
    long before = 0;
    while (true) {
      boolean last = kills >= rounds;
      OptionalLong done =
          run(
              last
                  ? () -> false
                  : moments.within(service.server().journal()::responseBytes, size - before));
      if (done.isPresent()) {
        assertEquals(before, done.getAsLong(), () -> "bytes kept, " + moments.seed());
        assertEquals(size - before, fetched(), () -> "bytes fetched, " + moments.seed());
        kept += before;
        return;
      }
      kills++;
      if (Files.exists(target)) {
        // It was done, and only had not said so.
        Files.delete(target);
        run(() -> false);
        return;
      }
      long now = finished();
      long least = before;
      assertTrue(now >= least, () -> "finished bytes were lost, " + moments.seed());
      before = now;
    }
  }

  private OptionalLong run(BooleanSupplier due) throws IOException, InterruptedException {
    service.server().journal().clear();
    OptionalLong done = children.run(Way.DOWNLOAD, target, due);
    service.awaitQuiet();
    return done;
  }

  /** Bytes of the parts that are written and noted. */
  private long finished() {
    try (Transfers transfers = Transfers.create(TransferChild.options(children.journals()))) {
      return transfers.pending().stream().mapToLong(PendingTransfer::bytesDone).sum();
    }
  }

  /**
   * Bytes that were asked for. Of a download from the start the first request is for all of it, and
   * is given up after the first part; what more of it was on its way by then is not counted. No
   * other answer is as long as a part.
   */
  private long fetched() {
    long first = TransferChild.options(children.journals()).partSize();
    return service.server().journal().requests().stream()
        .mapToLong(
            request ->
                request.status() == 206
                    ? request.responseBytes()
                    : request.responseBytes() >= first ? first : 0)
        .sum();
  }

  private void assertDownloaded() throws IOException {
    assertEquals(-1, Files.mismatch(source, target), moments::seed);
    try (Stream<Path> files = Files.list(directory);
        Stream<Path> journals = Files.list(children.journals())) {
      assertEquals(List.of(target), files.toList(), () -> "files left, " + moments.seed());
      assertEquals(List.of(), journals.toList(), () -> "journals left, " + moments.seed());
    }
    Files.delete(target);
  }

  /**
   * Kills a download, puts an object of the same size and time that differs in a byte in the place
   * of the first, and makes it again: the file is the object as it is now.
   */
  void replaceObject(int rounds) throws IOException, InterruptedException {
    int noticed = 0;
    int tries = 0;
    while (noticed < rounds) {
      assertTrue(tries++ < MOST_TRIES * rounds, () -> "hardly ever half done, " + moments.seed());
      service.server().clock().stopAt(Instant.now());
      service.replace().accept(service.object().orElseThrow().bytes());
      OptionalLong done =
          run(
              moments.after(
                  service.server().journal()::responseBytes,
                  moments.between(size / 8, size * 7 / 8)));
      if (done.isPresent() || finished() == 0) {
        run(() -> false);
        Files.delete(target);
        continue;
      }
      long at = moments.between(0, size);
      LargeFile.change(source, at);
      service.replace().accept(service.object().orElseThrow().bytes().flipped(at));
      run(() -> false);
      assertDownloaded();
      noticed++;
    }
    service.server().clock().reset();
    System.out.printf(
        "%s: object of a download replaced, same size and time: noticed %d of %d, %s%n",
        service.container(), noticed, rounds, moments.seed());
  }
}
