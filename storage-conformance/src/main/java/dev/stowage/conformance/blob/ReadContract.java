package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobReader;
import dev.stowage.conformance.Case;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** Reading whole blobs, as streams, channels and files. */
public interface ReadContract extends BlobContract {
  @Case("B068")
  default void get_presentAndMissing(Bench bench) {
    byte[] bytes = Expect.bytes(300_000, 68);
    bench.put("k", bytes);
    Expect.content(bytes, bench.store(), "k");
    StorageException e =
        Expect.failure(ErrorCode.NOT_FOUND, () -> bench.store().get("some/absent key").close());
    Expect.says("some/absent key", e);
    assertEquals(provider(), e.provider().orElse(""));
    assertFalse(e.retryable());
    bench.faults().always(Fault.SLOW_READ, Operation.GET);
    bench.put("slow", Arrays.copyOf(bytes, 5000));
    Expect.content(Arrays.copyOf(bytes, 5000), bench.store(), "slow");
  }

  @Case("B069")
  default void get_nameOfADirectory_isNotFound(Bench bench) {
    bench.put("dir/x", "below");
    for (String key : List.of("dir", "dir/", "di")) {
      if (AwkwardKeys.isLegal(bench, key)) {
        Expect.failure(ErrorCode.NOT_FOUND, key, () -> bench.store().get(key).close());
        assertTrue(bench.store().find(key).isEmpty(), key);
        bench.store().delete(key);
      }
    }
    assertEquals("below", bench.text("dir/x"));
  }

  @Case("B075")
  default void reader_isAnHonestStream(Bench bench) throws IOException {
    byte[] bytes = Expect.bytes(5000, 75);
    bench.put("k", bytes);
    try (BlobReader reader = bench.store().get("k")) {
      assertEquals(bytes[0] & 0xff, reader.read());
      assertEquals(0, reader.read(new byte[0]));
      reader.skipNBytes(9);
      assertTrue(reader.available() >= 0 && reader.available() <= 4990);
      byte[] some = new byte[100];
      assertEquals(90, reader.readNBytes(some, 5, 90));
      assertArrayEquals(Arrays.copyOfRange(bytes, 10, 100), Arrays.copyOfRange(some, 5, 95));
      if (!reader.markSupported()) {
        assertThrows(IOException.class, reader::reset);
      }
      ByteArrayOutputStream rest = new ByteArrayOutputStream();
      assertEquals(4900, reader.transferTo(rest));
      assertArrayEquals(Arrays.copyOfRange(bytes, 100, 5000), rest.toByteArray());
      assertEquals(-1, reader.read());
      assertEquals(-1, reader.read(some));
      assertEquals(-1, reader.read(), "the end stays the end");
      assertEquals(0, reader.read(new byte[0]));
    }
    BlobReader closed = bench.store().get("k");
    closed.close();
    closed.close();
    Expect.ioFailure(ErrorCode.CLOSED, closed::read);
    Expect.failure(ErrorCode.CLOSED, closed::bytes);
    try (BlobReader reader = bench.store().get("k")) {
      assertThrows(IndexOutOfBoundsException.class, () -> reader.read(new byte[3], 1, 3));
    }
  }

  @Case("B076")
  default void channel_seeksWithoutNeedlessRequests(Bench bench) throws IOException {
    byte[] bytes = Expect.bytes(100_000, 76);
    bench.put("k", bytes);
    bench.log().clear();
    try (SeekableByteChannel channel = bench.store().openChannel("k")) {
      assertEquals(0, bench.log().size(), "nothing is requested before the first read");
      assertEquals(0, channel.position());
      assertArrayEquals(Arrays.copyOf(bytes, 100), read(channel, 100));
      long one = bench.log().count(Operation.GET);
      channel.position(100);
      assertArrayEquals(Arrays.copyOfRange(bytes, 100, 200), read(channel, 100));
      assertEquals(one, bench.log().count(Operation.GET), "the position did not change");
      channel.position(50_000);
      assertArrayEquals(Arrays.copyOfRange(bytes, 50_000, 50_100), read(channel, 100));
      channel.position(7);
      assertArrayEquals(Arrays.copyOfRange(bytes, 7, 107), read(channel, 100));
      assertEquals(bytes.length, channel.size());
      channel.position(bytes.length - 10);
      assertArrayEquals(Arrays.copyOfRange(bytes, 99_990, 100_000), read(channel, 100));
      assertEquals(-1, channel.read(ByteBuffer.allocate(1)));
      channel.position(bytes.length + 5L);
      assertEquals(-1, channel.read(ByteBuffer.allocate(1)), "past the end");
      assertThrows(IllegalArgumentException.class, () -> channel.position(-1));
      assertThrows(NonWritableChannelException.class, () -> channel.write(ByteBuffer.allocate(1)));
      assertTrue(channel.isOpen());
    }
    assertEquals(0, bench.log().openBodies());
  }

  @Case("B076")
  default void channel_replacedInBetween_isNoticed(Bench bench) throws IOException {
    bench.put("k", Expect.bytes(100_000, 1));
    try (SeekableByteChannel channel = bench.store().openChannel("k")) {
      assertEquals(100, read(channel, 100).length);
      bench.raw().write("k", Expect.bytes(100_000, 2), "text/plain", java.util.Map.of());
      channel.position(90_000);
      Expect.ioFailure(ErrorCode.CONTENT_CHANGED, () -> read(channel, 100));
    }
    try (SeekableByteChannel channel = bench.store().openChannel("absent")) {
      Expect.ioFailure(ErrorCode.NOT_FOUND, () -> read(channel, 100));
    }
  }

  private static byte[] read(SeekableByteChannel channel, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    int n = 0;
    while (buffer.hasRemaining() && n >= 0) {
      n = channel.read(buffer);
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  @Case("B080")
  default void saveTo_isAtomic(Bench bench, @TempDir Path directory) throws IOException {
    byte[] bytes = Expect.bytes(200_000, 80);
    bench.put("k", bytes);
    Path file = directory.resolve("file");
    try (BlobReader reader = bench.store().get("k")) {
      assertEquals(bytes.length, reader.saveTo(file));
    }
    assertArrayEquals(bytes, Files.readAllBytes(file));
    Files.writeString(file, "kept");
    for (Path target : List.of(file, directory.resolve("new"))) {
      bench.faults().next(Fault.RESET_READ, Operation.GET);
      try (BlobReader reader = bench.store().get("k")) {
        bench.faults().always(Fault.UNAVAILABLE, Operation.GET);
        Expect.failure(ErrorCode.UNAVAILABLE, () -> reader.saveTo(target));
      }
      bench.faults().clear();
    }
    assertEquals("kept", Files.readString(file));
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(file), files.toList(), "nothing else may be left");
    }
  }

  @Case("B081")
  default void reader_abandonedHalfWay_freesItsConnection(Bench bench) throws IOException {
    bench.put("k", Expect.bytes(100_000, 81));
    for (int i = 0; i < 1000; i++) {
      try (BlobReader reader = bench.store().get("k")) {
        assertEquals(10, reader.readNBytes(10).length);
      }
    }
    assertEquals(0, bench.log().openBodies());
    assertEquals(100_000, bench.bytes("k").length);
    assertEquals(0, bench.log().openBodies(), "a body read to its end is closed, too");
  }

  @Case("B084")
  default void reader_attributes_equalStat(Bench bench) throws IOException {
    bench.put("k", "content");
    BlobInfo stat = bench.info("k");
    try (BlobReader reader = bench.store().get("k")) {
      BlobInfo info = reader.info();
      assertEquals("k", info.key());
      assertEquals(stat.size(), info.size());
      assertEquals(stat.etag(), info.etag());
      assertEquals(stat.modified(), info.modified());
      assertEquals(stat.headers(), info.headers());
      assertEquals(stat.metadata(), info.metadata());
      assertEquals(stat.version(), info.version());
    }
  }
}
