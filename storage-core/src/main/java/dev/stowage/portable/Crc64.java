package dev.stowage.portable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reflected 64-bit CRCs, sixteen bytes at a step from sixteen tables: three times the speed of one
 * table and 32 KiB per polynomial.
 */
final class Crc64 {
  /** CRC-64/NVME, which Amazon S3 keeps. */
  static final Crc64 NVME = new Crc64(0x9a6c9329ac4bc9b5L);

  /** CRC-64/XZ, which Alibaba OSS keeps. */
  static final Crc64 XZ = new Crc64(0xc96c5795d7870f42L);

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long[][] tables = new long[16][256];

  private Crc64(long reflectedPolynomial) {
    for (int i = 0; i < 256; i++) {
      long crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) != 0 ? crc >>> 1 ^ reflectedPolynomial : crc >>> 1;
      }
      tables[0][i] = crc;
    }
    for (int t = 1; t < 16; t++) {
      for (int i = 0; i < 256; i++) {
        long before = tables[t - 1][i];
        tables[t][i] = before >>> 8 ^ tables[0][(int) (before & 0xff)];
      }
    }
  }

  /** Goes on from the value over the bytes before, 0 at the start. */
  long update(long value, byte[] bytes, int offset, int length) {
    long crc = ~value;
    int at = offset;
    int end = offset + length;
    for (; end - at >= 16; at += 16) {
      long low = (long) LONGS.get(bytes, at) ^ crc;
      long high = (long) LONGS.get(bytes, at + 8);
      crc = eight(low, 15) ^ eight(high, 7);
    }
    for (; at < end; at++) {
      crc = crc >>> 8 ^ tables[0][(int) ((crc ^ bytes[at]) & 0xff)];
    }
    return ~crc;
  }

  private long eight(long word, int table) {
    return tables[table][(int) (word & 0xff)]
        ^ tables[table - 1][(int) (word >>> 8 & 0xff)]
        ^ tables[table - 2][(int) (word >>> 16 & 0xff)]
        ^ tables[table - 3][(int) (word >>> 24 & 0xff)]
        ^ tables[table - 4][(int) (word >>> 32 & 0xff)]
        ^ tables[table - 5][(int) (word >>> 40 & 0xff)]
        ^ tables[table - 6][(int) (word >>> 48 & 0xff)]
        ^ tables[table - 7][(int) (word >>> 56)];
  }
}
