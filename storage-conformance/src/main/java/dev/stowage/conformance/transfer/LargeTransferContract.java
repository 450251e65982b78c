package dev.stowage.conformance.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stowage.conformance.transfer.TransferChild.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Much up and down, of known and of unknown length, by a client with a heap of 64 MiB. {@code
 * -Dstowage.large.mib=10240} makes it ten gibibytes each; four times that must be free on the disk.
 */
public interface LargeTransferContract {

  /** An empty container; called once per case. */
  FakeService service();

  private static long size() {
    return (Long.getLong("stowage.large.mib", 512) << 20) + 7;
  }

  private void up(Way way, Path directory) throws IOException, InterruptedException {
    FakeService service = service();
    Path source = LargeFile.write(directory.resolve("source"), size());
    move(service, directory, way, source);
    LargeFile.assertSame(source, service.object().orElseThrow().bytes());
    assertEquals(List.of(), service.uploads());
    service.clear();
  }

  private void down(Way way, Path directory) throws IOException, InterruptedException {
    FakeService service = service();
    Path source = LargeFile.write(directory.resolve("source"), size());
    new ChildTransfers(directory, service.url()).run(Way.UPLOAD, source);
    Path target = directory.resolve("target");
    move(service, directory, way, target);
    assertEquals(-1, Files.mismatch(source, target));
    service.clear();
  }

  private static void move(FakeService service, Path directory, Way way, Path file)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    new ChildTransfers(directory, service.url()).run(way, file);
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    System.out.printf(
        "%s: %s of %d MiB with -Xmx64m in %d s%n",
        service.container(), way, size() >> 20, time.toSeconds());
  }

  @Test
  @Tag("long")
  default void file_up(@TempDir Path directory) throws IOException, InterruptedException {
    up(Way.UPLOAD, directory);
  }

  @Test
  @Tag("long")
  default void stream_up(@TempDir Path directory) throws IOException, InterruptedException {
    up(Way.STREAM, directory);
  }

  @Test
  @Tag("long")
  default void writer_up(@TempDir Path directory) throws IOException, InterruptedException {
    up(Way.WRITER, directory);
  }

  @Test
  @Tag("long")
  default void file_down(@TempDir Path directory) throws IOException, InterruptedException {
    down(Way.DOWNLOAD, directory);
  }

  @Test
  @Tag("long")
  default void reader_down(@TempDir Path directory) throws IOException, InterruptedException {
    down(Way.READER, directory);
  }
}
