package dev.stowage.oss;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.UploadPart;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The CRC-64/XZ of two pieces put together, from those of the pieces, without their bytes.
 *
 * <p>A CRC is a remainder of polynomials over GF(2). Appending n bytes multiplies the remainder of
 * the first piece by x^(8n), which takes one multiplication per bit of n.
 */
final class Crc64Combine {
  private static final long POLYNOMIAL = 0xc96c5795d7870f42L;

  /** x^(2^i), bits reflected; 3 more than a length has, since lengths count bytes. */
  private static final long[] SQUARES = squares();

  private Crc64Combine() {}

  /**
   * The checksum of the first piece followed by the second.
   *
   * @param secondLength bytes of the second piece
   */
  static long combine(long first, long second, long secondLength) {
    long shift = 1L << 63;
    int square = 3;
    for (long rest = secondLength; rest != 0; rest >>>= 1, square++) {
      if ((rest & 1) != 0) {
        shift = multiply(SQUARES[square], shift);
      }
    }
    return multiply(shift, first) ^ second;
  }

  /** Of parts in order; empty when the service did not tell that of each. */
  static Optional<Checksum> ofParts(List<UploadPart> parts) {
    long whole = 0;
    for (UploadPart part : parts) {
      Checksum sum = part.checksums().get(ChecksumAlgorithm.CRC64XZ);
      if (sum == null) {
        return Optional.empty();
      }
      whole = combine(whole, value(sum), part.size());
    }
    return Optional.of(checksum(whole));
  }

  static long value(Checksum sum) {
    return ByteBuffer.wrap(sum.bytes()).getLong();
  }

  static Checksum checksum(long value) {
    return Checksum.of(
        ChecksumAlgorithm.CRC64XZ, ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  /**
   * @throws StorageException INTEGRITY_FAILURE when the service has other bytes than it should
   */
  static void compare(Optional<Checksum> ours, Map<ChecksumAlgorithm, Checksum> acknowledged) {
    Checksum theirs = acknowledged.get(ChecksumAlgorithm.CRC64XZ);
    if (theirs != null && ours.isPresent() && !ours.get().equals(theirs)) {
      throw StorageException.of(
          ErrorCode.INTEGRITY_FAILURE,
          "the service has other bytes than it was given: its CRC64XZ is "
              + theirs.hex()
              + ", ours "
              + ours.get().hex());
    }
  }

  private static long[] squares() {
    long[] squares = new long[Long.SIZE + 3];
    squares[0] = 1L << 62;
    for (int i = 1; i < squares.length; i++) {
      squares[i] = multiply(squares[i - 1], squares[i - 1]);
    }
    return squares;
  }

  private static long multiply(long a, long b) {
    long product = 0;
    long factor = b;
    for (long bit = 1L << 63; bit != 0; bit >>>= 1) {
      if ((a & bit) != 0) {
        product ^= factor;
      }
      factor = (factor & 1) != 0 ? factor >>> 1 ^ POLYNOMIAL : factor >>> 1;
    }
    return product;
  }
}
