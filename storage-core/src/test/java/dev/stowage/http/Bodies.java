package dev.stowage.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;

/** A body that counts how often it is written and how far it got. */
final class Bodies implements HttpBody {
  private final long length;
  private final long writes;
  private final byte[] piece;
  final AtomicInteger starts = new AtomicInteger();
  volatile long written;

  private Bodies(long length, long writes, int piece) {
    this.length = length;
    this.writes = writes;
    this.piece = new byte[piece];
  }

  /** Announces one length and writes another, in pieces. */
  static Bodies announcing(long length, long actual) {
    return new Bodies(length, actual, 50_000);
  }

  static Bodies of(long length) {
    return new Bodies(length, length, 1024 * 1024);
  }

  static Bodies chunked(long length) {
    return new Bodies(-1, length, 32 * 1024);
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    starts.incrementAndGet();
    for (long done = 0; done < writes; written = done) {
      int count = (int) Math.min(piece.length, writes - done);
      out.write(piece, 0, count);
      done += count;
    }
  }

  /** Returns when writing has begun and then made no progress for a while. */
  void awaitStuck() throws InterruptedException {
    long before = -1;
    while (starts.get() == 0 || written > before) {
      before = written;
      Thread.sleep(150);
    }
  }
}
