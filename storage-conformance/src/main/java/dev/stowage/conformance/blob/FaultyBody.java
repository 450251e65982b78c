package dev.stowage.conformance.blob;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/** The body of a read in which a fault goes off half way. */
final class FaultyBody extends FilterInputStream {
  private final @Nullable Fault fault;
  private final long half;
  private final Runnable onClose;
  private long position;
  private boolean closed;

  FaultyBody(InputStream body, @Nullable Fault fault, long length, Runnable onClose) {
    super(body);
    this.fault = fault;
    this.half = length / 2;
    this.onClose = onClose;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int wanted = length;
    if (fault == Fault.SLOW_READ) {
      wanted = 1;
    } else if (fault == Fault.RESET_READ || fault == Fault.TRUNCATED_READ) {
      if (position >= half) {
        if (fault == Fault.TRUNCATED_READ) {
          return -1;
        }
        throw new SocketException("Connection reset");
      }
      wanted = (int) Math.min(length, half - position);
    }
    int n = super.read(target, offset, wanted);
    if (fault == Fault.FLIPPED_READ && n > 0 && half >= position && half < position + n) {
      target[offset + (int) (half - position)] ^= 0x10;
    }
    position += Math.max(n, 0);
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    byte[] waste = new byte[(int) Math.min(Math.max(n, 0), 8192)];
    return Math.max(read(waste, 0, waste.length), 0);
  }

  @Override
  public int available() {
    return 0;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      onClose.run();
    }
    super.close();
  }
}
