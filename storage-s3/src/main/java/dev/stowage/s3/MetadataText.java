package dev.stowage.s3;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Metadata values as headers. What a header cannot carry safely becomes one RFC 2047 encoded word,
 * the form in which S3 returns metadata that is not ASCII; see <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html">its guide</a>.
 */
final class MetadataText {
  private static final String START = "=?UTF-8?B?";
  private static final String END = "?=";
  private static final Pattern WORD =
      Pattern.compile("=\\?([^?\\s]+)\\?([BbQq])\\?([^?\\s]*)\\?=");
  private static final Pattern WORDS =
      Pattern.compile(WORD.pattern() + "(\\s+" + WORD.pattern() + ")*");

  private MetadataText() {}

  static String encode(String value) {
    if (plain(value)) {
      return value;
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return START + Base64.getEncoder().encodeToString(bytes) + END;
  }

  /** What would be read as an encoded word has to be one, or it would come back changed. */
  private static boolean plain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c > '~') {
        return false;
      }
    }
    return value.equals(value.strip()) && !value.contains("  ") && !value.contains("=?");
  }

  /** Gives back what is no encoded word, or a broken one, as it is. */
  static String decode(String header) {
    if (!header.startsWith("=?") || !WORDS.matcher(header).matches()) {
      return header;
    }
    Matcher words = WORD.matcher(header);
    StringBuilder text = new StringBuilder();
    while (words.find()) {
      String word = decode(words.group(1), words.group(2), words.group(3));
      if (word == null) {
        return header;
      }
      text.append(word);
    }
    return text.toString();
  }

  private static @Nullable String decode(String charset, String encoding, String text) {
    try {
      byte[] bytes =
          encoding.equalsIgnoreCase("B") ? Base64.getDecoder().decode(text) : quoted(text);
      return Charset.forName(charset).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException
        | IllegalCharsetNameException
        | UnsupportedCharsetException e) {
      return null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static byte[] quoted(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '=' && i + 2 < text.length()) {
        bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(c == '_' ? ' ' : c);
      }
    }
    return bytes.toByteArray();
  }
}
