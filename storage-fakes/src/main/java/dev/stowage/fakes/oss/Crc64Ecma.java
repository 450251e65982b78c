package dev.stowage.fakes.oss;

import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakeCrc;

/** The checksum of OSS as it stands in headers and listings. */
final class Crc64Ecma {
  /** The header that tells it of an object or a part, as an unsigned decimal number. */
  static final String HEADER = "x-oss-hash-crc64ecma";

  private Crc64Ecma() {}

  static String of(FakeBytes bytes) {
    return Long.toUnsignedString(bytes.crc(FakeCrc.CRC64XZ));
  }
}
