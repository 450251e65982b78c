package dev.stowage.fakes.s3;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** The checksum algorithms of S3. */
enum S3Checksum {
  CRC32,
  CRC32C,
  CRC64NVME,
  SHA1,
  SHA256;

  /** The attribute under which a blob keeps whether its checksum is composite. */
  static final String TYPE = "checksum-type";

  static final String COMPOSITE = "COMPOSITE";
  static final String FULL_OBJECT = "FULL_OBJECT";

  /** The header and trailer that carries a value; also the attribute of a stored one. */
  String header() {
    return "x-amz-checksum-" + name().toLowerCase(Locale.ROOT);
  }

  /** The element that carries a value. */
  String element() {
    return "Checksum" + name();
  }

  /** The checksum of some bytes, in base 64. */
  String of(byte[] bytes) {
    return Base64.getEncoder().encodeToString(raw(bytes));
  }

  /** The checksum of the parts' checksums, as composite ones are made. */
  String composite(List<String> parts) {
    ByteBuffer all = ByteBuffer.allocate(parts.size() * 32);
    parts.forEach(part -> all.put(Base64.getDecoder().decode(part)));
    return of(Arrays.copyOf(all.array(), all.position())) + "-" + parts.size();
  }

  /** The type that an upload has when it asks for none. */
  String defaultType() {
    return this == CRC64NVME ? FULL_OBJECT : COMPOSITE;
  }

  boolean allows(String type) {
    return switch (this) {
      case CRC32, CRC32C -> type.equals(COMPOSITE) || type.equals(FULL_OBJECT);
      case CRC64NVME -> type.equals(FULL_OBJECT);
      case SHA1, SHA256 -> type.equals(COMPOSITE);
    };
  }

  /** Finds the algorithm of a name such as {@code CRC32}. */
  static S3Checksum named(String name) {
    for (S3Checksum algorithm : values()) {
      if (algorithm.name().equalsIgnoreCase(name)) {
        return algorithm;
      }
    }
    throw S3Error.invalidRequest(
        "Checksum algorithm provided is unsupported. Please try again with any of the valid types:"
            + " [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]");
  }

  /** Finds the algorithm of a header or trailer. */
  static Optional<S3Checksum> ofHeader(String header) {
    return Arrays.stream(values()).filter(a -> a.header().equalsIgnoreCase(header)).findFirst();
  }

  private byte[] raw(byte[] bytes) {
    return switch (this) {
      case CRC32 -> crc(new CRC32(), bytes);
      case CRC32C -> crc(new CRC32C(), bytes);
      case CRC64NVME -> ByteBuffer.allocate(8).putLong(Crc64Nvme.of(bytes)).array();
      case SHA1 -> S3Text.digest("SHA-1", bytes);
      case SHA256 -> S3Text.digest("SHA-256", bytes);
    };
  }

  private static byte[] crc(Checksum checksum, byte[] bytes) {
    checksum.update(bytes, 0, bytes.length);
    return ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array();
  }

  /** Whether a value can be one of this algorithm's at all. */
  boolean wellFormed(String value) {
    try {
      return Base64.getDecoder().decode(value).length == raw(new byte[0]).length;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
