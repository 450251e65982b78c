package dev.stowage.s3;

import dev.stowage.StorageException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Metadata values as headers. S3 takes values that are not ASCII as RFC 2047 encoded words, keeps
 * what they say, and returns them so; see <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html">its guide</a>.
 * Since it undoes the encoding it cannot help ASCII that a header would change: that is refused.
 */
final class MetadataText {
  private static final String START = "=?UTF-8?B?";
  private static final String END = "?=";
  private static final Pattern WORD =
      Pattern.compile("=\\?([^?\\s]+)\\?([BbQq])\\?([^?\\s]*)\\?=");
  private static final Pattern WORDS =
      Pattern.compile(WORD.pattern() + "(\\s+" + WORD.pattern() + ")*");

  private MetadataText() {}

  /**
   * @throws StorageException INVALID_ARGUMENT when the value would come back changed
   */
  static String encode(String name, String value) {
    boolean ascii = value.chars().allMatch(c -> c < 0x80);
    if (!ascii) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      return START + Base64.getEncoder().encodeToString(bytes) + END;
    }
    boolean survives =
        value.chars().allMatch(c -> c >= ' ' && c <= '~')
            && value.equals(value.strip())
            && !value.contains("=?");
    if (!survives) {
      throw StorageException.invalidArgument(
          "metadata value of "
              + name
              + " would not survive: ASCII values must be printable, without spaces at the ends and"
              + " without \"=?\"");
    }
    return value;
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
    } catch (CharacterCodingException | IllegalArgumentException e) {
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
