package dev.stowage.conformance.blob;

import dev.stowage.blob.PutResult;
import dev.stowage.spi.BlobDriver;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.util.Optional;

/** A sink whose commit can go wrong. A stored bit is flipped as the first byte passes. */
final class FaultySink implements BlobDriver.Sink {
  private final BlobDriver.Sink inner;
  private final FaultyRequests requests;
  private final String key;
  private final Counting stream;
  private final Optional<FaultPlan.Shot> early;

  FaultySink(BlobDriver.Sink inner, FaultyRequests requests, String key) throws IOException {
    this.inner = inner;
    this.requests = requests;
    this.key = key;
    this.early = requests.takeFlip();
    this.stream = new Counting(inner.stream());
  }

  @Override
  public OutputStream stream() {
    return stream;
  }

  @Override
  public PutResult commit() throws IOException {
    Optional<FaultPlan.Shot> shot = requests.begin(Operation.COMMIT, key);
    return requests
        .finish(
            Operation.COMMIT,
            key,
            stream.count,
            shot,
            () -> {
              if (shot.map(FaultPlan.Shot::fault).orElse(null) == Fault.HALF_BODY) {
                throw new SocketException("Connection reset");
              }
              return inner.commit();
            })
        .value();
  }

  @Override
  public void close() throws IOException {
    inner.close();
  }

  private final class Counting extends FilterOutputStream {
    private long count;

    Counting(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return;
      }
      if (count == 0 && early.isPresent()) {
        byte[] copy = java.util.Arrays.copyOfRange(bytes, offset, offset + length);
        copy[0] ^= 0x10;
        out.write(copy, 0, length);
      } else {
        out.write(bytes, offset, length);
      }
      count += length;
      requests.log().sent(length);
    }
  }
}
