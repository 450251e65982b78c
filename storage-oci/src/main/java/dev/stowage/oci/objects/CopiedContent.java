package dev.stowage.oci.objects;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.spi.BlobContent;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/** A blob on its way from one object to another, read once. */
final class CopiedContent implements BlobContent {
  private static final int PIECE = 64 * 1024;

  private final CRC32C crc = new CRC32C();
  private final InputStream source;
  private final long size;
  private boolean taken;

  CopiedContent(InputStream source, long size) {
    this.source = source;
    this.size = size;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public boolean replayable() {
    return false;
  }

  @Override
  public InputStream open() throws IOException {
    if (taken) {
      throw new IOException("a copied content is read once");
    }
    taken = true;
    return new CheckedInputStream(
        new FilterInputStream(source) {
          @Override
          public void close() {
            // The reply is closed by who opened it.
          }
        },
        crc);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    byte[] piece = new byte[PIECE];
    try (InputStream in = open()) {
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        out.write(piece, 0, n);
      }
    }
  }

  @Override
  public Optional<ByteBuffer> inMemory() {
    return Optional.empty();
  }

  @Override
  public Optional<Checksum> before(ChecksumAlgorithm algorithm) {
    return Optional.empty();
  }

  @Override
  public Checksum after(ChecksumAlgorithm algorithm) {
    if (algorithm != ChecksumAlgorithm.CRC32C) {
      throw new IllegalArgumentException("only CRC32C is computed here");
    }
    return Checksum.crc32c((int) crc.getValue());
  }

  @Override
  public void require(ChecksumAlgorithm algorithm) {
    after(algorithm);
  }

  /** Compares what passed with what the service says of both ends. */
  void checkAgainst(
      Map<ChecksumAlgorithm, Checksum> read, Map<ChecksumAlgorithm, Checksum> written) {
    Checksum passed = after(ChecksumAlgorithm.CRC32C);
    for (Map<ChecksumAlgorithm, Checksum> end : java.util.List.of(read, written)) {
      Checksum said = end.get(ChecksumAlgorithm.CRC32C);
      if (said != null && !said.equals(passed)) {
        throw StorageException.of(
            ErrorCode.INTEGRITY_FAILURE,
            "the copied bytes have CRC32C " + passed.hex() + ", the service says " + said.hex());
      }
    }
  }
}
