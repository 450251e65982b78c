package dev.stowage.conformance.blob;

import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.spi.BlobContent;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A body that goes wrong on its way into a driver: it breaks off half way, or arrives with one bit
 * flipped. Checksums are those of the bytes that arrive, since a service vouches for what it has.
 */
final class DisturbedContent implements BlobContent {
  private final BlobContent inner;
  private final boolean breaks;
  private byte[] arrived = new byte[0];

  DisturbedContent(BlobContent inner, Fault fault) {
    this.inner = inner;
    this.breaks = fault == Fault.HALF_BODY;
  }

  @Override
  public long size() {
    return inner.size();
  }

  @Override
  public boolean replayable() {
    return false;
  }

  @Override
  public InputStream open() throws IOException {
    if (breaks) {
      return new Breaking(inner.open(), inner.size() / 2);
    }
    try (InputStream in = inner.open()) {
      arrived = FaultyRequests.flipped(in.readAllBytes());
    }
    return new ByteArrayInputStream(arrived);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try (InputStream in = open()) {
      in.transferTo(out);
    }
  }

  /** Never, so that a driver takes the bytes one after the other. */
  @Override
  public Optional<ByteBuffer> inMemory() {
    return Optional.empty();
  }

  @Override
  public Optional<Checksum> before(ChecksumAlgorithm algorithm) {
    return breaks ? inner.before(algorithm) : Optional.empty();
  }

  @Override
  public Checksum after(ChecksumAlgorithm algorithm) {
    return Sums.of(algorithm, arrived);
  }

  @Override
  public void require(ChecksumAlgorithm algorithm) {
    inner.require(algorithm);
  }

  /** Breaks after so many bytes. */
  private static final class Breaking extends FilterInputStream {
    private long left;

    Breaking(InputStream in, long left) {
      super(in);
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left == 0) {
        throw new SocketException("Connection reset");
      }
      int n = super.read(target, offset, (int) Math.min(length, left));
      left -= Math.max(n, 0);
      return n;
    }
  }
}
