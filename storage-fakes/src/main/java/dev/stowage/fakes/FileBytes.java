package dev.stowage.fakes;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/** Bytes of a file. */
final class FileBytes extends FakeBytes {
  private static final int BUFFER = 128 << 10;

  private final BodyFile file;
  private final long from;
  private final long to;

  FileBytes(BodyFile file, long from, long to) {
    this.file = file;
    this.from = from;
    this.to = to;
  }

  @Override
  public long size() {
    return to - from;
  }

  @Override
  public FakeBytes slice(long start, long end) {
    Objects.checkFromToIndex(start, end, size());
    return new FileBytes(file, from + start, from + end);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, Math.max(1, size())));
    try (FileChannel channel = FileChannel.open(file.path())) {
      for (long at = from; at < to; ) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), to - at));
        int count = channel.read(buffer, at);
        if (count < 0) {
          throw new EOFException("a body's file was cut short");
        }
        out.write(buffer.array(), 0, count);
        at += count;
      }
    } finally {
      Reference.reachabilityFence(file);
    }
  }
}
