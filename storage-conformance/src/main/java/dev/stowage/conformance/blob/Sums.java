package dev.stowage.conformance.blob;

import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** Checksums computed in the plainest way, to hold those of the library against. */
public final class Sums {
  private static final long NVME = 0x9A6C9329AC4BC9B5L;
  private static final long XZ = 0xC96C5795D7870F42L;

  private Sums() {}

  public static Checksum of(ChecksumAlgorithm algorithm, byte[] bytes) {
    return switch (algorithm) {
      case CRC32C -> {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        yield Checksum.crc32c((int) crc.getValue());
      }
      case CRC32 -> {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        yield Checksum.of(algorithm, ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
      }
      case CRC64NVME -> crc64(algorithm, NVME, bytes);
      case CRC64XZ -> crc64(algorithm, XZ, bytes);
      case SHA256 -> digest(algorithm, "SHA-256", bytes);
      case SHA1 -> digest(algorithm, "SHA-1", bytes);
      case MD5 -> digest(algorithm, "MD5", bytes);
    };
  }

  private static Checksum crc64(ChecksumAlgorithm algorithm, long reflected, byte[] bytes) {
    long crc = -1;
    for (byte b : bytes) {
      crc ^= b & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ reflected;
      }
    }
    return Checksum.of(algorithm, ByteBuffer.allocate(8).putLong(~crc).array());
  }

  private static Checksum digest(ChecksumAlgorithm algorithm, String name, byte[] bytes) {
    try {
      return Checksum.of(algorithm, MessageDigest.getInstance(name).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
