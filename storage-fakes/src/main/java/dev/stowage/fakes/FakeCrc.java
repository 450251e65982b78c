package dev.stowage.fakes;

import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** The cyclic checksums of the clouds: reflected, with all ones in and out. */
public enum FakeCrc {
  /** That of zip files. */
  CRC32(32, 0xEDB88320L),
  /** Castagnoli's. */
  CRC32C(32, 0x82F63B78L),
  /** Amazon's; polynomial AD93D23594C93659. */
  CRC64NVME(64, Long.reverse(0xAD93D23594C93659L)),
  /** Alibaba's; polynomial 42F0E1EBA9EA3693, as in xz files. */
  CRC64XZ(64, Long.reverse(0x42F0E1EBA9EA3693L));

  private static final int SLICES = 8;

  private final int width;
  private final long reflected;
  private final long[][] tables = new long[SLICES][256];

  FakeCrc(int width, long reflected) {
    this.width = width;
    this.reflected = reflected;
    for (int i = 0; i < 256; i++) {
      long crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ reflected;
      }
      tables[0][i] = crc;
    }
    for (int slice = 1; slice < SLICES; slice++) {
      for (int i = 0; i < 256; i++) {
        long before = tables[slice - 1][i];
        tables[slice][i] = tables[0][(int) (before & 0xff)] ^ (before >>> 8);
      }
    }
  }

  /** A checksum under way: what is written to it is added. */
  abstract static class Sum extends OutputStream {
    abstract long value();

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public abstract void write(byte[] bytes, int from, int length);
  }

  Sum begin() {
    return switch (this) {
      case CRC32 -> new Native(new CRC32());
      case CRC32C -> new Native(new CRC32C());
      case CRC64NVME, CRC64XZ -> new Sliced();
    };
  }

  /** That of two pieces together, from those of both and the length of the second. */
  long combined(long first, long second, long secondLength) {
    long[] zeros = new long[width];
    zeros[0] = reflected;
    for (int bit = 1; bit < width; bit++) {
      zeros[bit] = 1L << (bit - 1);
    }
    // By one, two, four bits; from there on by whole bytes.
    long[] shift = squared(squared(squared(zeros)));
    long crc = first;
    for (long left = secondLength; left > 0; left >>= 1) {
      if ((left & 1) == 1) {
        crc = times(shift, crc);
      }
      shift = squared(shift);
    }
    return crc ^ second;
  }

  private long[] squared(long[] matrix) {
    long[] square = new long[width];
    for (int bit = 0; bit < width; bit++) {
      square[bit] = times(matrix, matrix[bit]);
    }
    return square;
  }

  private static long times(long[] matrix, long vector) {
    long sum = 0;
    for (long left = vector; left != 0; left &= left - 1) {
      sum ^= matrix[Long.numberOfTrailingZeros(left)];
    }
    return sum;
  }

  private static final class Native extends Sum {
    private final Checksum checksum;

    Native(Checksum checksum) {
      this.checksum = checksum;
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      checksum.update(bytes, from, length);
    }

    @Override
    long value() {
      return checksum.getValue();
    }
  }

  /** Eight bytes at a time, because the fakes check gibibytes. */
  private final class Sliced extends Sum {
    private long crc = ~0L;

    @Override
    public void write(byte[] bytes, int from, int length) {
      int at = from;
      long value = crc;
      for (; from + length - at >= SLICES; at += SLICES) {
        long next = value;
        value = 0;
        for (int i = 0; i < SLICES; i++) {
          int index = (int) ((next >>> (8 * i)) & 0xff) ^ (bytes[at + i] & 0xff);
          value ^= tables[SLICES - 1 - i][index];
        }
      }
      for (; at < from + length; at++) {
        value = tables[0][(int) ((value ^ bytes[at]) & 0xff)] ^ (value >>> 8);
      }
      crc = value;
    }

    @Override
    long value() {
      return ~crc;
    }
  }
}
