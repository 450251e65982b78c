package dev.stowage.local;

/** The CRC32C of two pieces of data one after the other, from their own CRCs. */
final class Crc32cConcatenation {
  private static final int POLYNOMIAL = 0x82F63B78;

  private Crc32cConcatenation() {}

  /**
   * @param secondLength bytes that the second CRC covers
   */
  static int of(int first, int second, long secondLength) {
    // Appending n zero bytes multiplies the first CRC by x^(8n) modulo the polynomial.
    return multiply(power(secondLength), first) ^ second;
  }

  /** x^(8n), in the reflected form: the highest bit stands for x^0. */
  private static int power(long n) {
    int result = 0x80000000;
    int square = 0x00800000; // x^8
    for (long left = n; left != 0; left >>>= 1) {
      if ((left & 1) != 0) {
        result = multiply(square, result);
      }
      square = multiply(square, square);
    }
    return result;
  }

  private static int multiply(int a, int b) {
    int product = 0;
    int shifted = b;
    for (int bit = 0x80000000; bit != 0; bit >>>= 1) {
      if ((a & bit) != 0) {
        product ^= shifted;
      }
      shifted = (shifted & 1) != 0 ? shifted >>> 1 ^ POLYNOMIAL : shifted >>> 1;
    }
    return product;
  }
}
