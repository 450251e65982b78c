package dev.stowage.blob;

import dev.stowage.StorageException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A checksum of a whole blob, or of the bytes that the text beside it says.
 *
 * @param algorithm how it was computed
 * @param hex its bytes in lower-case hexadecimal digits
 */
public record Checksum(ChecksumAlgorithm algorithm, String hex) {
  public Checksum {
    if (hex.length() != 2 * algorithm.length() || !isHex(hex)) {
      throw StorageException.invalidArgument(
          "a " + algorithm + " checksum has " + 2 * algorithm.length() + " lower-case hex digits");
    }
  }

  /** Looked at digit by digit: a pattern would cost more than all else that is done with it. */
  private static boolean isHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  public static Checksum of(ChecksumAlgorithm algorithm, byte[] value) {
    return new Checksum(algorithm, HexFormat.of().formatHex(value));
  }

  /** From standard Base64, as the services send it. */
  public static Checksum ofBase64(ChecksumAlgorithm algorithm, String value) {
    try {
      return of(algorithm, Base64.getDecoder().decode(value));
    } catch (IllegalArgumentException e) {
      throw StorageException.invalidArgument("a " + algorithm + " checksum is not Base64");
    }
  }

  public static Checksum crc32c(int value) {
    return new Checksum(ChecksumAlgorithm.CRC32C, HexFormat.of().toHexDigits(value));
  }

  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  public String base64() {
    return Base64.getEncoder().encodeToString(bytes());
  }
}
