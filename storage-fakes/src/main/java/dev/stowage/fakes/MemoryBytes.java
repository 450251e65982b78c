package dev.stowage.fakes;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

/** Bytes of an array. */
final class MemoryBytes extends FakeBytes {
  private final byte[] array;
  private final int from;
  private final int to;

  MemoryBytes(byte[] array, int from, int to) {
    this.array = array;
    this.from = from;
    this.to = to;
  }

  @Override
  public long size() {
    return (long) to - from;
  }

  @Override
  public FakeBytes slice(long start, long end) {
    Objects.checkFromToIndex(start, end, size());
    return new MemoryBytes(array, from + (int) start, from + (int) end);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(array, from, to - from);
  }

  @Override
  public byte[] toArray() {
    return to - from == array.length ? array : Arrays.copyOfRange(array, from, to);
  }
}
