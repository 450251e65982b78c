package dev.stowage.fakes.s3;

import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakeCrc;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
  String of(FakeBytes bytes) {
    return Base64.getEncoder().encodeToString(raw(bytes));
  }

  /** The checksum of the parts' checksums, as composite ones are made. */
  String composite(List<String> parts) {
    ByteBuffer all = ByteBuffer.allocate(parts.size() * 32);
    parts.forEach(part -> all.put(Base64.getDecoder().decode(part)));
    return of(FakeBytes.of(Arrays.copyOf(all.array(), all.position()))) + "-" + parts.size();
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

  private byte[] raw(FakeBytes bytes) {
    return switch (this) {
      case CRC32 -> ByteBuffer.allocate(4).putInt((int) bytes.crc(FakeCrc.CRC32)).array();
      case CRC32C -> ByteBuffer.allocate(4).putInt((int) bytes.crc(FakeCrc.CRC32C)).array();
      case CRC64NVME -> ByteBuffer.allocate(8).putLong(bytes.crc(FakeCrc.CRC64NVME)).array();
      case SHA1 -> bytes.digest("SHA-1");
      case SHA256 -> bytes.digest("SHA-256");
    };
  }

  /** Whether a value can be one of this algorithm's at all. */
  boolean wellFormed(String value) {
    try {
      return Base64.getDecoder().decode(value).length == raw(FakeBytes.EMPTY).length;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
