package dev.stowage.transfer;

import dev.stowage.blob.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalInt;

/** One version of something whose bytes are moved in parts. Thread-safe. */
interface PartSource {
  /** For people. */
  String name();

  long size();

  /** Differs when the bytes are not to be trusted to be the same as those of another call. */
  String version();

  /**
   * Opens a part. Its end is only reported if the source is still the one it was: so the last bytes
   * of a part of something that was changed are never sent.
   */
  InputStream open(long offset, long length) throws IOException;

  /** Whether a part still has this CRC32C. */
  boolean still(long offset, long length, int crc) throws IOException;

  /** The CRC32C of the whole, where it is known without reading. */
  OptionalInt crc();

  /** Where that is not known: a 64-bit CRC of the whole, if that is. */
  default Optional<Checksum> wideCrc() {
    return Optional.empty();
  }
}
