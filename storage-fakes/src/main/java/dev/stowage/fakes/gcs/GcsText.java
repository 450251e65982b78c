package dev.stowage.fakes.gcs;

import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakeCrc;
import dev.stowage.fakes.text.Percent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How Google writes names, times and digests. */
final class GcsText {

  private static final DateTimeFormatter HTTP =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private GcsText() {}

  /** Undoes percent-encoding, and nothing else: a plus sign is a plus sign. */
  static String decoded(String text) {
    return decoded(text, false);
  }

  private static String decoded(String text, boolean plusIsSpace) {
    try {
      return Percent.decoded(text, plusIsSpace);
    } catch (IllegalArgumentException e) {
      throw invalidUri();
    }
  }

  private static GcsError invalidUri() {
    return new GcsError(400, "invalid", "InvalidURI", "Couldn't parse the specified URI.");
  }

  static Map<String, String> query(String query) {
    Map<String, String> params = new LinkedHashMap<>();
    if (!query.isEmpty()) {
      for (String pair : query.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals), true);
        params.putIfAbsent(name, equals < 0 ? "" : decoded(pair.substring(equals + 1), true));
      }
    }
    return Collections.unmodifiableMap(params);
  }

  /** Percent-encodes all but unreserved characters, and slashes if so wanted. */
  static String encoded(String text, boolean slashToo) {
    return Percent.encoded(text, slashToo);
  }

  /** A header's bytes read as UTF-8. */
  static String utf8(String value) {
    return new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** Text as the bytes of a header. */
  static String latin1(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
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

  static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String md5(FakeBytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.digest("MD5"));
  }

  static String crc32c(FakeBytes bytes) {
    byte[] value = ByteBuffer.allocate(4).putInt((int) bytes.crc(FakeCrc.CRC32C)).array();
    return Base64.getEncoder().encodeToString(value);
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static String quoted(String etag) {
    return '"' + etag + '"';
  }
}
