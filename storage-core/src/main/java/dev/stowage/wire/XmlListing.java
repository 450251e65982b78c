package dev.stowage.wire;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What listings have in common at S3 and the services that took its documents over. */
public final class XmlListing {
  private XmlListing() {}

  /** Where a listing goes on; only asked when it does. */
  @FunctionalInterface
  public interface Cursor {
    String get() throws IOException;
  }

  /**
   * The cursor of the next page, if there is one.
   *
   * @param what the listing, in the message
   * @throws MalformedReplyException for a truncated one that does not say where it goes on, since
   *     it would be taken for a whole one
   */
  public static Optional<String> next(XmlNode root, Cursor cursor, String what) throws IOException {
    if (!root.of("IsTruncated").equals("true")) {
      return Optional.empty();
    }
    String next = cursor.get();
    if (next.isEmpty() || next.equals("&")) {
      throw new MalformedReplyException("a truncated " + what + " does not say where it goes on");
    }
    return Optional.of(next);
  }

  /** Whether its names are URL-encoded. */
  public static boolean encoded(XmlNode root) {
    return root.of("EncodingType").equals("url");
  }

  /** A name of a listing that is {@link #encoded} or not. */
  public static String decoded(String text, boolean encoded) throws IOException {
    if (!encoded || text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new MalformedReplyException("a key in a listing is not URL-encoded", e);
    }
  }

  /** A number of a document. */
  public static long number(String text) throws IOException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new MalformedReplyException("a number in the reply is none", e);
    }
  }
}
