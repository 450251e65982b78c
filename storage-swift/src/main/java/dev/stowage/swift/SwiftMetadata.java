package dev.stowage.swift;

import dev.stowage.StorageException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * User metadata as {@code X-Object-Meta-*} headers. Swift takes 256 bytes in one value; the rest of
 * a longer one continues under reserved names, so other programs see its beginning.
 */
final class SwiftMetadata {
  static final String HEADER = "X-Object-Meta-";

  /**
   * Swift takes 4,096 bytes in all, but on a disk with ext4 it fails with 503 long before: names
   * and values have to fit into one block there with all that Swift notes itself.
   */
  static final int MOST_BYTES = 2048;

  /** Names that this library keeps for itself start with this. */
  static final String RESERVED = "stowage-";

  private static final String CONTINUED = RESERVED + "more-";
  private static final String WRITE_ID = RESERVED + "write-id";
  private static final int MOST_IN_ALL = 4096;
  private static final int MOST_IN_VALUE = 256;
  private static final int MOST_IN_NAME = 128;
  private static final int MOST_ENTRIES = 90;

  private SwiftMetadata() {}

  /** The entries as they are sent, or a refusal of what would not come back as it is. */
  static Map<String, String> encode(Map<String, String> metadata) {
    Map<String, String> sent = new LinkedHashMap<>();
    metadata.forEach((name, value) -> put(sent, name, value));
    int bytes = 0;
    for (Map.Entry<String, String> entry : sent.entrySet()) {
      if (entry.getKey().length() > MOST_IN_NAME) {
        throw StorageException.invalidArgument(
            "metadata name \"" + entry.getKey() + "\" is longer than Swift takes");
      }
      bytes += entry.getKey().length() + entry.getValue().getBytes(StandardCharsets.UTF_8).length;
    }
    // Room for the marks of a large object.
    if (bytes > MOST_IN_ALL - 128 || sent.size() > MOST_ENTRIES - 2) {
      throw StorageException.invalidArgument(
          "metadata makes " + sent.size() + " headers of " + bytes + " bytes; Swift takes less");
    }
    return sent;
  }

  private static void put(Map<String, String> sent, String name, String value) {
    boolean kept =
        !value.isEmpty()
            && value.chars().allMatch(c -> c >= ' ' && c != 0x7f)
            && value.charAt(0) != ' '
            && value.charAt(value.length() - 1) != ' ';
    if (!kept) {
      throw StorageException.invalidArgument(
          "metadata value of "
              + name
              + " would not survive: a header is not empty, has no control characters and no spaces"
              + " at its ends");
    }
    int from = 0;
    for (int piece = 0; from < value.length(); piece++) {
      int to = end(value, from);
      sent.put(piece == 0 ? name : CONTINUED + piece + "-" + name, value.substring(from, to));
      from = to;
    }
  }

  /** As many characters as fit; none is cut, and no piece begins or ends with a space. */
  private static int end(String value, int from) {
    int bytes = 0;
    int at = from;
    while (at < value.length()) {
      int c = value.codePointAt(at);
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (bytes > MOST_IN_VALUE) {
        break;
      }
      at += Character.charCount(c);
    }
    int whole = at;
    while (at < value.length()
        && at > from
        && (value.charAt(at) == ' ' || value.charAt(at - 1) == ' ')) {
      at--;
    }
    if (at == from) {
      throw StorageException.invalidArgument(
          "a metadata value has more than " + (whole - from - 1) + " spaces in a row");
    }
    return at;
  }

  /** The entries as users gave them; the mark of a write is left for the portable layer. */
  static Map<String, String> decode(Map<String, String> received) {
    Map<String, String> metadata = new TreeMap<>();
    received.forEach(
        (name, value) -> {
          if (!name.startsWith(RESERVED) || name.equals(WRITE_ID)) {
            metadata.put(name, joined(received, name, value));
          }
        });
    return metadata;
  }

  private static String joined(Map<String, String> received, String name, String first) {
    StringBuilder value = new StringBuilder(first);
    for (int piece = 1; received.containsKey(CONTINUED + piece + "-" + name); piece++) {
      value.append(received.get(CONTINUED + piece + "-" + name));
    }
    return value.toString();
  }

  /** The header's name without what all have in common, or the empty string for another header. */
  static String nameOf(String header) {
    String lower = header.toLowerCase(Locale.ROOT);
    return lower.startsWith("x-object-meta-") ? lower.substring(HEADER.length()) : "";
  }
}
