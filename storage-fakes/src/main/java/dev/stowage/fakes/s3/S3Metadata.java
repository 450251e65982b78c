package dev.stowage.fakes.s3;

import dev.stowage.fakes.FakeResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * User metadata as S3 treats it: decoded as RFC 2047 when it comes in, encoded so when it goes out
 * and is not ASCII, and left out, but counted, when it cannot be printed.
 */
final class S3Metadata {

  private static final Pattern WORD =
      Pattern.compile("=\\?([A-Za-z0-9-]+)\\?([BbQq])\\?([^? ]*)\\?=");

  private S3Metadata() {}

  /** Reads a header's value. */
  static String read(String wire) {
    Matcher word = WORD.matcher(S3Call.utf8(wire));
    StringBuilder text = new StringBuilder();
    while (word.find()) {
      String decoded = decoded(word.group(1), word.group(2), word.group(3), word.group());
      word.appendReplacement(text, Matcher.quoteReplacement(decoded));
    }
    return word.appendTail(text).toString();
  }

  /** Adds the headers of an object's metadata. */
  static FakeResponse write(FakeResponse response, Map<String, String> metadata) {
    FakeResponse full = response;
    int missing = 0;
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      String value = entry.getValue();
      if (value.chars().anyMatch(Character::isISOControl)) {
        missing++;
        continue;
      }
      boolean ascii = value.chars().allMatch(c -> c < 0x80);
      String wire =
          ascii
              ? value
              : "=?UTF-8?B?"
                  + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))
                  + "?=";
      full = full.with(S3Attributes.META + entry.getKey(), wire);
    }
    return missing == 0 ? full : full.with("x-amz-missing-meta", Integer.toString(missing));
  }

  private static String decoded(String charset, String kind, String text, String whole) {
    try {
      byte[] bytes =
          kind.equalsIgnoreCase("B") ? Base64.getDecoder().decode(text) : quotedPrintable(text);
      return new String(bytes, Charset.forName(charset));
    } catch (IllegalArgumentException e) {
      return whole;
    }
  }

  private static byte[] quotedPrintable(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '=') {
        if (i + 3 > text.length()) {
          throw new IllegalArgumentException("cut escape");
        }
        bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 2;
      } else {
        bytes.write(c == '_' ? ' ' : c);
      }
    }
    return bytes.toByteArray();
  }
}
