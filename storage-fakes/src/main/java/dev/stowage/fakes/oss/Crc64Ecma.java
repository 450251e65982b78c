package dev.stowage.fakes.oss;

/** CRC-64/XZ: reflected, polynomial 42F0E1EBA9EA3693 of ECMA-182, all ones in and out. */
final class Crc64Ecma {
  /** The header that tells it of an object or a part, as an unsigned decimal number. */
  static final String HEADER = "x-oss-hash-crc64ecma";

  private static final long REFLECTED = Long.reverse(0x42F0E1EBA9EA3693L);
  private static final long[] TABLE = new long[256];

  static {
    for (int i = 0; i < 256; i++) {
      long crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ REFLECTED;
      }
      TABLE[i] = crc;
    }
  }

  private Crc64Ecma() {}

  static String of(byte[] bytes) {
    long crc = ~0L;
    for (byte b : bytes) {
      crc = TABLE[(int) ((crc ^ b) & 0xff)] ^ (crc >>> 8);
    }
    return Long.toUnsignedString(~crc);
  }
}
