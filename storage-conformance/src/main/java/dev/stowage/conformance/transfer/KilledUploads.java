package dev.stowage.conformance.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.conformance.transfer.TransferChild.Way;
import dev.stowage.fakes.FakePart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Uploads that are killed and made again. */
final class KilledUploads {
  private static final int MOST_TRIES = 20;

  private final FakeService service;
  private final ChildTransfers children;
  private final Path source;
  private final long size;
  private final Moments moments = new Moments();
  private long kills;
  private long again;
  private long kept;

  KilledUploads(FakeService service, Path directory, long size) throws IOException {
    this.service = service;
    this.size = size;
    children = new ChildTransfers(directory, service.url());
    source = LargeFile.write(directory.resolve("source"), size);
  }

  /** Kills so many times, and ends with an upload that is done. */
  void kill(int rounds) throws IOException, InterruptedException {
    int uploads = 0;
    while (kills < rounds) {
      service.clear();
      untilDone(rounds);
      assertPublished();
      uploads++;
    }
    System.out.printf(
        "%s: %d kills in %d uploads of %d MiB: identical, parts sent again %d, orphans 0, bytes kept"
            + " %d, %s%n",
        service.container(), kills, uploads, size >> 20, again, kept, moments.seed());
    assertEquals(0, again, () -> "completed parts were sent again, " + moments.seed());
  }

  private void untilDone(int rounds) throws IOException, InterruptedException {
    Set<FakePart> before = Set.of();
    OptionalLong done = OptionalLong.empty();
    while (done.isEmpty()) {
      long rest = size - bytes(before);
      boolean last = kills >= rounds;
      done =
          run(last ? () -> false : moments.within(service.server().journal()::requestBytes, rest));
      Set<FakePart> now = service.parts();
      again += before.stream().filter(part -> !now.contains(part)).count();
      before = now;
      kills += done.isEmpty() ? 1 : 0;
    }
    kept += done.getAsLong();
  }

  private OptionalLong run(BooleanSupplier due) throws IOException, InterruptedException {
    service.server().journal().clear();
    OptionalLong done = children.run(Way.UPLOAD, source, due);
    service.awaitQuiet();
    return done;
  }

  private static long bytes(Set<FakePart> parts) {
    return parts.stream().mapToLong(FakePart::size).sum();
  }

  private void assertPublished() throws IOException {
    LargeFile.assertSame(source, service.object().orElseThrow().bytes());
    assertEquals(List.of(), service.uploads(), () -> "orphans, " + moments.seed());
    try (Stream<Path> journals = Files.list(children.journals())) {
      assertEquals(List.of(), journals.toList(), () -> "journals left, " + moments.seed());
    }
  }

  /**
   * Kills an upload, changes a byte of a part that the service has, and makes it again: what ends
   * up there is the file as it is now.
   */
  void replaceSource(int rounds) throws IOException, InterruptedException {
    int noticed = 0;
    int tries = 0;
    while (noticed < rounds) {
      assertTrue(tries++ < MOST_TRIES * rounds, () -> "hardly ever half done, " + moments.seed());
      service.clear();
      long least = size / 8;
      OptionalLong done =
          run(
              moments.after(
                  service.server().journal()::requestBytes, moments.between(least, size * 7 / 8)));
      List<FakePart> parts = List.copyOf(service.parts());
      if (done.isPresent() || parts.isEmpty()) {
        run(() -> false);
        continue;
      }
      FakePart part = parts.get((int) moments.between(0, parts.size()));
      long partSize = parts.stream().mapToLong(FakePart::size).max().orElseThrow();
      long start = (part.number() - 1) * partSize;
      LargeFile.change(source, moments.between(start, start + part.size()));
      run(() -> false);
      assertPublished();
      noticed++;
    }
    System.out.printf(
        "%s: source of an upload replaced, same size and time: noticed %d of %d, %s%n",
        service.container(), noticed, rounds, moments.seed());
  }
}
