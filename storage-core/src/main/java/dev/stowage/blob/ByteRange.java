package dev.stowage.blob;

import dev.stowage.StorageException;
import java.util.OptionalLong;

/**
 * Which bytes of a blob.
 *
 * <p>An end past the end of the blob is clamped; a start past it fails with {@code
 * RANGE_NOT_SATISFIABLE}; a start exactly at the end is an empty range.
 */
public final class ByteRange {
  private static final ByteRange ALL = new ByteRange(0, -1, false);

  private final long first;
  private final long length;
  private final boolean suffix;

  private ByteRange(long first, long length, boolean suffix) {
    this.first = first;
    this.length = length;
    this.suffix = suffix;
  }

  /** The whole blob. */
  public static ByteRange all() {
    return ALL;
  }

  /** From an offset to the end. */
  public static ByteRange from(long offset) {
    return new ByteRange(notNegative("offset", offset), -1, false);
  }

  /** So many bytes from an offset. */
  public static ByteRange of(long offset, long length) {
    notNegative("length", length);
    if (offset > Long.MAX_VALUE - length) {
      throw StorageException.invalidArgument("range end is larger than any blob");
    }
    return new ByteRange(notNegative("offset", offset), length, false);
  }

  /** The last bytes; the whole blob if it is shorter. */
  public static ByteRange last(long length) {
    return new ByteRange(0, notNegative("length", length), true);
  }

  private static long notNegative(String what, long value) {
    if (value < 0) {
      throw StorageException.invalidArgument("range " + what + " is negative: " + value);
    }
    return value;
  }

  public boolean isAll() {
    return !suffix && first == 0 && length < 0;
  }

  /** Whether it counts from the end. */
  public boolean isSuffix() {
    return suffix;
  }

  /** The first byte; 0 for a suffix. */
  public long offset() {
    return first;
  }

  /** How many bytes were asked for; empty means to the end. */
  public OptionalLong length() {
    return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
  }

  /**
   * This range within a blob of a known size, clamped.
   *
   * @throws StorageException RANGE_NOT_SATISFIABLE when it starts past the end
   */
  public ByteRange within(long size) {
    if (suffix) {
      long served = Math.min(length, size);
      return of(size - served, served);
    }
    if (first > size) {
      throw StorageException.of(
          dev.stowage.ErrorCode.RANGE_NOT_SATISFIABLE,
          "the range starts at " + first + " but the blob has " + size + " bytes");
    }
    return of(first, length < 0 ? size - first : Math.min(length, size - first));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ByteRange that
        && first == that.first
        && length == that.length
        && suffix == that.suffix;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(first * 31 + length) + (suffix ? 1 : 0);
  }

  @Override
  public String toString() {
    return suffix ? "last " + length : length < 0 ? first + "-" : first + "+" + length;
  }
}
