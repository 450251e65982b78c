package dev.stowage.kv;

import dev.stowage.StorageException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of keys: those under a parent, those that start with a text, those between two keys, or
 * what is common to these. Immutable.
 *
 * <pre>{@code
 * KeyRange.within(RowKey.of("U123"))                       // every key ("U123", …)
 * KeyRange.within(RowKey.of("U123")).startingWith("2026-") // those whose next part starts so
 * KeyRange.all().from(first).to(end)                       // from first, up to but without end
 * }</pre>
 */
public final class KeyRange {
  private static final KeyRange ALL = new KeyRange(null, null, null, null);

  private final @Nullable RowKey parent;
  private final @Nullable String prefix;
  private final @Nullable RowKey from;
  private final @Nullable RowKey to;

  private KeyRange(
      @Nullable RowKey parent,
      @Nullable String prefix,
      @Nullable RowKey from,
      @Nullable RowKey to) {
    this.parent = parent;
    this.prefix = prefix;
    this.from = from;
    this.to = to;
  }

  public static KeyRange all() {
    return ALL;
  }

  /** The keys whose leading parts are these. */
  public static KeyRange within(RowKey parent) {
    return new KeyRange(parent, null, null, null);
  }

  /**
   * Only keys whose part after the parent (the first part, if there is no parent) is a string that
   * starts with this text.
   */
  public KeyRange startingWith(String text) {
    if (!UnicodeText.isWhole(text)) {
      throw StorageException.invalidArgument("the key prefix has an unpaired surrogate");
    }
    return new KeyRange(parent, text, from, to);
  }

  /** Only this key and those after it. */
  public KeyRange from(RowKey inclusive) {
    return new KeyRange(parent, prefix, inclusive, to);
  }

  /** Only keys before this one. */
  public KeyRange to(RowKey exclusive) {
    return new KeyRange(parent, prefix, from, exclusive);
  }

  public Optional<RowKey> parent() {
    return Optional.ofNullable(parent);
  }

  public Optional<String> prefix() {
    return Optional.ofNullable(prefix);
  }

  /** The first key, if one is set. */
  public Optional<RowKey> first() {
    return Optional.ofNullable(from);
  }

  /** The key that the range ends before, if one is set. */
  public Optional<RowKey> end() {
    return Optional.ofNullable(to);
  }

  public boolean contains(RowKey key) {
    byte[] bytes = key.toBytes();
    byte[] upper = upper().orElse(null);
    return Arrays.compareUnsigned(bytes, lower()) >= 0
        && (upper == null || Arrays.compareUnsigned(bytes, upper) < 0);
  }

  /** The range in terms of {@link RowKey#toBytes()}: the least bytes in it. */
  public byte[] lower() {
    byte[] start = RowKeyBytes.prefix(parent, prefix);
    byte[] first = from == null ? start : from.toBytes();
    return Arrays.compareUnsigned(start, first) >= 0 ? start : first;
  }

  /** The least bytes after the range, or empty when it has no upper end. */
  public Optional<byte[]> upper() {
    byte[] after = after(RowKeyBytes.prefix(parent, prefix));
    if (to == null) {
      return Optional.ofNullable(after);
    }
    byte[] end = to.toBytes();
    return Optional.of(after == null || Arrays.compareUnsigned(end, after) < 0 ? end : after);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyRange that && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  @Override
  public String toString() {
    return "KeyRange[within="
        + parent
        + ", startingWith="
        + (prefix == null ? "null" : RowKeyBytes.utf8(prefix).length + ":" + prefix)
        + ", from="
        + from
        + ", to="
        + to
        + "]";
  }

  /**
   * The least bytes after everything that belongs to these; null when there are none. After a whole
   * parent comes the tag of the next part, which is less than FF; an FF there would mean that the
   * zero before it is within a longer text.
   */
  private byte @Nullable [] after(byte[] start) {
    if (prefix != null || parent == null) {
      return successor(start);
    }
    byte[] end = Arrays.copyOf(start, start.length + 1);
    end[start.length] = (byte) 0xff;
    return end;
  }

  /** The least bytes greater than everything that starts with these; null when there are none. */
  private static byte @Nullable [] successor(byte[] bytes) {
    for (int i = bytes.length - 1; i >= 0; i--) {
      if (bytes[i] != (byte) 0xff) {
        byte[] next = Arrays.copyOf(bytes, i + 1);
        next[i]++;
        return next;
      }
    }
    return null;
  }
}
