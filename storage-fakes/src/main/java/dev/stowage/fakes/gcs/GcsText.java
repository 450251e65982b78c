package dev.stowage.fakes.gcs;

import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakeCrc;
import dev.stowage.fakes.text.HttpText;
import dev.stowage.fakes.text.Percent;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How Google writes names, times and digests. */
final class GcsText {

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
    return HttpText.utf8(value);
  }

  /** Text as the bytes of a header. */
  static String latin1(String text) {
    return HttpText.latin1(text);
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

  static byte[] digest(String algorithm, byte[] bytes) {
    return HttpText.digest(algorithm, bytes);
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
    return HttpText.quoted(etag);
  }
}
