package dev.stowage.conformance.blob;

import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.spi.BlobContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Bytes for a driver that is called without the portable layer. */
public final class BytesContent implements BlobContent {
  private final byte[] bytes;

  public BytesContent(byte[] bytes) {
    this.bytes = bytes;
  }

  /** All bytes of another content. */
  public static byte[] bytesOf(BlobContent content) throws IOException {
    try (InputStream in = content.open()) {
      return in.readAllBytes();
    }
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public boolean replayable() {
    return true;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }

  @Override
  public Optional<ByteBuffer> inMemory() {
    return Optional.of(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
  }

  @Override
  public Optional<Checksum> before(ChecksumAlgorithm algorithm) {
    return Optional.of(Sums.of(algorithm, bytes));
  }

  @Override
  public Checksum after(ChecksumAlgorithm algorithm) {
    return Sums.of(algorithm, bytes);
  }

  @Override
  public void require(ChecksumAlgorithm algorithm) {
    // Every checksum can be had at any time.
  }
}
