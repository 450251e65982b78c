package dev.stowage.fakes.oss;

import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.text.HttpText;
import dev.stowage.fakes.text.Percent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** How OSS writes names, times and digests. */
final class OssText {
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
    return HttpText.utf8(value);
  }

  static String httpDate(Instant time) {
    return HttpText.httpDate(time);
  }

  static String isoDate(Instant time) {
    return ISO.format(time);
  }

  static Optional<Instant> parsedHttpDate(String text) {
    return HttpText.parsedHttpDate(text);
  }

  static byte[] digest(String algorithm, byte[]... pieces) {
    return HttpText.digest(algorithm, pieces);
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static String sha256(byte[] bytes) {
    return hex(digest("SHA-256", bytes));
  }

  static byte[] hmac(byte[] key, String text) {
    return HttpText.hmac("HmacSHA256", key, text);
  }

  static boolean same(String one, String other) {
    return HttpText.same(one, other);
  }

  /** The entity tag of bytes in one piece. */
  static String etag(FakeBytes content) {
    return HexFormat.of().withUpperCase().formatHex(content.digest("MD5"));
  }

  static String unquoted(String etag) {
    return HttpText.unquoted(etag);
  }

  static String quoted(String etag) {
    return HttpText.quoted(etag);
  }

  static long number(String digits) {
    return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
  }
}
