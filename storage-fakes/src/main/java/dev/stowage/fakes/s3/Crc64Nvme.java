package dev.stowage.fakes.s3;

/** CRC-64/NVME: reflected, polynomial AD93D23594C93659, all ones in and out. */
final class Crc64Nvme {

  private static final long REFLECTED = Long.reverse(0xAD93D23594C93659L);
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

  private Crc64Nvme() {}

  static long of(byte[] bytes) {
    long crc = ~0L;
    for (byte b : bytes) {
      crc = TABLE[(int) ((crc ^ b) & 0xff)] ^ (crc >>> 8);
    }
    return ~crc;
  }
}
