package dev.stowage.fakes;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts bytes before they go on: so the journal knows of bodies that never end, and an entry is
 * complete before its client can have read the end.
 */
final class CountedBody extends OutputStream {
  private final OutputStream body;
  private final AtomicLong count;

  CountedBody(OutputStream body, AtomicLong count) {
    this.body = body;
    this.count = count;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    count.addAndGet(length);
    body.write(bytes, from, length);
  }
}
