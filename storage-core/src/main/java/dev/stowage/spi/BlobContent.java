package dev.stowage.spi;

import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The bytes of one attempt to write, of known size. While a driver takes them they are counted and
 * hashed; taking fewer or more than {@link #size()} is found by the portable layer.
 *
 * <p>A driver takes the bytes by {@link #writeTo} or {@link #open}, whichever its SDK wants, and
 * may start again from the beginning only if {@link #replayable()}.
 */
public interface BlobContent {
  long size();

  boolean replayable();

  /** Opens the bytes; the driver closes the stream. */
  InputStream open() throws IOException;

  /** Pushes the bytes; cheaper than {@link #open} where the driver has a stream to write to. */
  void writeTo(OutputStream out) throws IOException;

  /** The bytes themselves where they are in memory. */
  Optional<ByteBuffer> inMemory();

  /**
   * A checksum of all the bytes that is known, or cheap to compute, before they are sent; for a
   * request header.
   */
  Optional<Checksum> before(ChecksumAlgorithm algorithm);

  /**
   * A checksum of the bytes that were taken; for a trailer. CRC32C is always there; another one is
   * computed while they pass, if it was {@link #require required} before.
   */
  Checksum after(ChecksumAlgorithm algorithm);

  /** Says that {@link #after} will be asked for this algorithm. Call it before taking bytes. */
  void require(ChecksumAlgorithm algorithm);
}
