package dev.stowage.fakes.s3;

import dev.stowage.fakes.text.HttpText;
import dev.stowage.fakes.text.Percent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** How S3 writes names, times and digests. */
final class S3Text {

  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private S3Text() {}

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
      throw invalidUri();
    }
  }

  private static S3Error invalidUri() {
    return new S3Error(400, "InvalidURI", "Couldn't parse the specified URI.");
  }

  /** Percent-encodes as Signature Version 4 wants it. */
  static String percentEncoded(String text, boolean slashToo) {
    return Percent.encoded(text, slashToo);
  }

  /** Encodes a name in a listing of {@code encoding-type=url}. */
  static String listingEncoded(String text) {
    return percentEncoded(text, false).replace("%20", "+").replace("%2A", "*");
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

  static String unquoted(String etag) {
    return HttpText.unquoted(etag);
  }

  static String quoted(String etag) {
    return HttpText.quoted(etag);
  }
}
