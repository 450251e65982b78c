package dev.stowage.spi;

import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import java.nio.ByteBuffer;

/**
 * The 64-bit CRC of two pieces put together, from those of the pieces, without their bytes: as
 * {@link Crc32cCombine} does it.
 */
public final class Crc64Combine {
  private static final Crc64Combine NVME = new Crc64Combine(0x9a6c9329ac4bc9b5L);
  private static final Crc64Combine XZ = new Crc64Combine(0xc96c5795d7870f42L);

  private final long polynomial;

  /** x^(2^i), bits reflected; 3 more than a length has, since lengths count bytes. */
  private final long[] squares = new long[Long.SIZE + 3];

  private Crc64Combine(long reflectedPolynomial) {
    polynomial = reflectedPolynomial;
    squares[0] = 1L << 62;
    for (int i = 1; i < squares.length; i++) {
      squares[i] = multiply(squares[i - 1], squares[i - 1]);
    }
  }

  /**
   * The checksum of the first piece followed by the second.
   *
   * @param first of CRC64NVME or CRC64XZ, as the second
   * @param secondLength bytes of the second piece
   */
  public static Checksum combine(Checksum first, Checksum second, long secondLength) {
    if (secondLength < 0 || first.algorithm() != second.algorithm()) {
      throw new IllegalArgumentException(
          first.algorithm() + " and " + second.algorithm() + " of " + secondLength + " bytes");
    }
    long whole = of(first.algorithm()).combine(value(first), value(second), secondLength);
    return Checksum.of(first.algorithm(), ByteBuffer.allocate(Long.BYTES).putLong(whole).array());
  }

  private static Crc64Combine of(ChecksumAlgorithm algorithm) {
    return switch (algorithm) {
      case CRC64NVME -> NVME;
      case CRC64XZ -> XZ;
      default -> throw new IllegalArgumentException(algorithm + " is no CRC of 64 bits");
    };
  }

  private static long value(Checksum sum) {
    return ByteBuffer.wrap(sum.bytes()).getLong();
  }

  private long combine(long first, long second, long secondLength) {
    long shift = 1L << 63;
    int square = 3;
    for (long rest = secondLength; rest != 0; rest >>>= 1, square++) {
      if ((rest & 1) != 0) {
        shift = multiply(squares[square], shift);
      }
    }
    return multiply(shift, first) ^ second;
  }

  private long multiply(long a, long b) {
    long product = 0;
    long factor = b;
    for (long bit = 1L << 63; bit != 0; bit >>>= 1) {
      if ((a & bit) != 0) {
        product ^= factor;
      }
      factor = (factor & 1) != 0 ? factor >>> 1 ^ polynomial : factor >>> 1;
    }
    return product;
  }
}
