package dev.stowage.fakes.oss;

import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.text.Percent;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How OSS writes names, times and digests. */
final class OssText {
  private static final DateTimeFormatter HTTP =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private OssText() {}

  /** Undoes percent-encoding, and nothing else: a plus sign is a plus sign. */
  static String percentDecoded(String text) {
    return decoded(text, false);
  }

  /** Undoes the encoding of queries, where a plus sign is a space. */
  static String queryDecoded(String text) {
    return decoded(text, true);
  }

  private static String decoded(String text, boolean plusIsSpace) {
    try {
      return Percent.decoded(text, plusIsSpace);
    } catch (IllegalArgumentException e) {
      throw invalidName();
    }
  }

  private static OssError invalidName() {
    return new OssError(400, "InvalidObjectName", "The specified object is not valid.");
  }

  /** Percent-encodes all but unreserved characters and, if asked, slashes. */
  static String percentEncoded(String text, boolean slashToo) {
    return Percent.encoded(text, slashToo);
  }

  /** A header's bytes read as UTF-8. */
  static String utf8(String value) {
    return new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  static String httpDate(Instant time) {
    return HTTP.format(time);
  }

  static String isoDate(Instant time) {
    return ISO.format(time);
  }

  static Optional<Instant> parsedHttpDate(String text) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  static byte[] digest(String algorithm, byte[]... pieces) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      for (byte[] piece : pieces) {
        digest.update(piece);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static String sha256(byte[] bytes) {
    return hex(digest("SHA-256", bytes));
  }

  static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  /** The entity tag of bytes in one piece. */
  static String etag(FakeBytes content) {
    return HexFormat.of().withUpperCase().formatHex(content.digest("MD5"));
  }

  static String unquoted(String etag) {
    String text = etag.strip();
    return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1)
        : text;
  }

  static String quoted(String etag) {
    return '"' + etag + '"';
  }

  static long number(String digits) {
    return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
  }
}
