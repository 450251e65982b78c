package dev.stowage.spi;

/**
 * The CRC32C of two pieces put together, from those of the pieces, without their bytes.
 *
 * <p>A CRC is a remainder of polynomials over GF(2). Appending n bytes multiplies the remainder of
 * the first piece by x^(8n), which takes one multiplication per bit of n.
 */
public final class Crc32cCombine {
  private static final int POLYNOMIAL = 0x82f63b78;

  /** x^(2^i), bits reflected; 3 more than a length has, since lengths count bytes. */
  private static final int[] SQUARES = squares();

  private Crc32cCombine() {}

  /**
   * The CRC32C of the first piece followed by the second.
   *
   * @param secondLength bytes of the second piece
   */
  public static int combine(int first, int second, long secondLength) {
    if (secondLength < 0) {
      throw new IllegalArgumentException("length is negative: " + secondLength);
    }
    int shift = 1 << 31;
    int square = 3;
    for (long rest = secondLength; rest != 0; rest >>>= 1, square++) {
      if ((rest & 1) != 0) {
        shift = multiply(SQUARES[square], shift);
      }
    }
    return multiply(shift, first) ^ second;
  }

  private static int[] squares() {
    int[] squares = new int[Long.SIZE + 3];
    squares[0] = 1 << 30;
    for (int i = 1; i < squares.length; i++) {
      squares[i] = multiply(squares[i - 1], squares[i - 1]);
    }
    return squares;
  }

  private static int multiply(int a, int b) {
    int product = 0;
    int factor = b;
    for (int bit = 1 << 31; bit != 0; bit >>>= 1) {
      if ((a & bit) != 0) {
        product ^= factor;
      }
      factor = (factor & 1) != 0 ? factor >>> 1 ^ POLYNOMIAL : factor >>> 1;
    }
    return product;
  }
}
