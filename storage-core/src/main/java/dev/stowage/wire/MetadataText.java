package dev.stowage.wire;

import dev.stowage.StorageException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Metadata values as headers. What a header cannot carry becomes an RFC 2047 encoded word: S3 takes
 * it, keeps what it says, and returns it so, as <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html">its guide</a>
 * describes; other services keep the word itself.
 *
 * <p>S3 returns ASCII bare, whatever it was sent as. So ASCII that would not survive, spaces at the
 * ends or what looks like an encoded word, gets an invisible mark in front that is not ASCII.
 */
public final class MetadataText {
  private static final String START = "=?UTF-8?B?";
  private static final String END = "?=";

  /** The word joiner. */
  private static final String MARK = "\u2060";

  private static final Pattern WORD = Pattern.compile("=\\?([^?\\s]+)\\?([BbQq])\\?([^?\\s]*)\\?=");
  private static final Pattern WORDS =
      Pattern.compile(WORD.pattern() + "(\\s+" + WORD.pattern() + ")*");

  private MetadataText() {}

  /**
   * @throws StorageException INVALID_ARGUMENT for control characters: S3 leaves such values out
   *     when it answers
   */
  public static String encode(String value) {
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw StorageException.invalidArgument("a metadata value holds a control character");
    }
    boolean ascii = value.chars().allMatch(c -> c < 0x80);
    if (ascii && plain(value)) {
      return value;
    }
    String text = ascii || value.startsWith(MARK) ? MARK + value : value;
    return START + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + END;
  }

  private static boolean plain(String value) {
    return value.chars().allMatch(c -> c >= ' ' && c <= '~')
        && value.equals(value.strip())
        && !value.contains("=?");
  }

  /** Gives back what is no encoded word, or a broken one, as it is. */
  public static String decode(String header) {
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
    return text.indexOf(MARK) == 0 ? text.substring(MARK.length()) : text.toString();
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
