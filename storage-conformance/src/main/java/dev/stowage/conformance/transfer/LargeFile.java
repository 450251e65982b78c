package dev.stowage.conformance.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stowage.fakes.FakeBytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Random;

/** Files of which no piece is like another, and blobs compared with them. */
public final class LargeFile {
  private static final int BLOCK = 1 << 20;
  private static final int STAMPED = 4096;

  private LargeFile() {}

  /** Writes a file of random bytes, each page of them stamped with where it is. */
  public static Path write(Path file, long size) throws IOException {
    byte[] block = new byte[BLOCK];
    new Random(1).nextBytes(block);
    ByteBuffer stamps = ByteBuffer.wrap(block);
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long at = 0; at < size; at += BLOCK) {
        for (int page = 0; page < BLOCK; page += STAMPED) {
          stamps.putLong(page, at + page);
        }
        out.write(block, 0, (int) Math.min(BLOCK, size - at));
      }
    }
    return file;
  }

  /** Changes a byte and nothing that the file system tells of the file at a glance. */
  public static void change(Path file, long at) throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, at);
      one.put(0, (byte) (one.get(0) ^ 1)).flip();
      channel.write(one, at);
    }
    Files.setLastModifiedTime(file, time);
  }

  /** Fails unless a blob has the bytes of a file. */
  public static void assertSame(Path file, FakeBytes bytes) throws IOException {
    assertEquals(Files.size(file), bytes.size());
    try (InputStream in = Files.newInputStream(file)) {
      bytes.writeTo(new Comparison(in));
    }
  }

  /** Compares what is written to it with what an input has. */
  private static final class Comparison extends OutputStream {
    private final InputStream expected;
    private long at;

    Comparison(InputStream expected) {
      this.expected = expected;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      byte[] right = expected.readNBytes(length);
      int wrong = Arrays.mismatch(right, 0, right.length, bytes, from, from + length);
      if (wrong >= 0) {
        throw new AssertionError("other bytes from " + (at + wrong) + " on");
      }
      at += length;
    }
  }
}
