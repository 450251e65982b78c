package dev.stowage.conformance.blob;

import java.io.IOException;
import java.io.InputStream;

/** A source that measures how far ahead of the service it is read. */
final class Ahead extends InputStream {
  private final Bench bench;
  private final long size;
  private long given;
  private long most;

  Ahead(Bench bench, long size) {
    this.bench = bench;
    this.size = size;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    most = Math.max(most, given - bench.log().bytesSent());
    if (given == size) {
      return -1;
    }
    int n = (int) Math.min(length, size - given);
    given += n;
    return n;
  }

  /** The most bytes that were taken from it and had not left the process. */
  long most() {
    return most;
  }
}
