package dev.stowage.kv;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The key of a row: one or more parts, each a string or a 64-bit integer.
 *
 * <p>Parts are opaque: no two different keys name one row, and none is rewritten. A service with a
 * partition key and a sort key takes two parts; a table with a primary key of several columns takes
 * one part per column, in their order.
 *
 * <p>Keys are ordered part by part: integers by value and before strings, strings by their UTF-8
 * bytes (which is not the order of {@link String#compareTo}), a key before every longer key that
 * starts with it.
 */
public final class RowKey implements Comparable<RowKey> {
  private final List<Object> parts;
  private final byte[] bytes;

  private RowKey(List<Object> parts) {
    this.parts = Collections.unmodifiableList(parts);
    this.bytes = RowKeyBytes.encode(parts);
  }

  /**
   * A key of one string.
   *
   * @throws StorageException INVALID_ARGUMENT when it is empty, INVALID_KEY when it is not Unicode
   *     text (has an unpaired surrogate)
   */
  public static RowKey of(String part) {
    return new RowKey(List.of(checked(part)));
  }

  /** A key of one integer. */
  public static RowKey of(long part) {
    return new RowKey(List.of(part));
  }

  /** This key with one more part. */
  public RowKey and(String part) {
    return append(checked(part));
  }

  /** This key with one more part. */
  public RowKey and(long part) {
    return append(part);
  }

  /**
   * Parses what {@link #text()} gives.
   *
   * @throws StorageException INVALID_ARGUMENT when it is malformed
   */
  public static RowKey parse(String text) {
    List<Object> parts = new ArrayList<>();
    for (String part : text.split("/", -1)) {
      parts.add(part.startsWith("#") ? parseNumber(part) : checked(unescape(part)));
    }
    return new RowKey(parts);
  }

  /**
   * Decodes what {@link #toBytes()} gives.
   *
   * @throws StorageException INVALID_ARGUMENT when it is malformed
   */
  public static RowKey fromBytes(byte[] encoded) {
    return new RowKey(RowKeyBytes.decode(ByteBuffer.wrap(encoded)));
  }

  /** The parts, each a {@link String} or a {@link Long}. */
  public List<Object> parts() {
    return parts;
  }

  /**
   * The parts as one line: joined by {@code /}, an integer as {@code #17}; in a string {@code %},
   * {@code /} and a {@code #} in front are percent-encoded. Different keys have different texts.
   */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Object part : parts) {
      if (text.length() > 0) {
        text.append('/');
      }
      if (part instanceof String s) {
        String escaped = s.replace("%", "%25").replace("/", "%2F");
        text.append(escaped.startsWith("#") ? "%23" + escaped.substring(1) : escaped);
      } else {
        text.append('#').append(part);
      }
    }
    return text.toString();
  }

  /** A binary form whose unsigned byte order is the order of keys. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Bytes of the parts alone: UTF-8 for a string, 8 for an integer. */
  public int size() {
    return parts.stream()
        .mapToInt(p -> p instanceof String s ? RowKeyBytes.utf8(s).length : 8)
        .sum();
  }

  @Override
  public int compareTo(RowKey other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowKey that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The same as {@link #text()}. */
  @Override
  public String toString() {
    return text();
  }

  private RowKey append(Object part) {
    List<Object> longer = new ArrayList<>(parts);
    longer.add(part);
    return new RowKey(longer);
  }

  private static String checked(String part) {
    if (part.isEmpty()) {
      throw StorageException.invalidArgument("a string in a row key must not be empty");
    }
    if (!UnicodeText.isWhole(part)) {
      throw StorageException.of(
          ErrorCode.INVALID_KEY, "a row key has an unpaired surrogate, which is not Unicode text");
    }
    return part;
  }

  private static Object parseNumber(String part) {
    try {
      return Long.valueOf(part.substring(1));
    } catch (NumberFormatException e) {
      throw StorageException.builder(
              ErrorCode.INVALID_ARGUMENT,
              "malformed row key: " + part + " is no 64-bit integer; write a leading # as %23")
          .cause(e)
          .build();
    }
  }

  private static String unescape(String part) {
    if (part.replaceAll("%(25|2F|23)", "").contains("%")) {
      throw StorageException.invalidArgument(
          "malformed row key: write % as %25, / as %2F and a leading # as %23");
    }
    return part.replace("%2F", "/").replace("%23", "#").replace("%25", "%");
  }
}
