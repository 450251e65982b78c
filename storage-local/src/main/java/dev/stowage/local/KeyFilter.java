package dev.stowage.local;

import dev.stowage.local.Layout.Step;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which keys a listing wants: those with a prefix, after a position. All as UTF-8 bytes. */
final class KeyFilter {
  /** No key has this byte: it is not in UTF-8. */
  private static final byte END = (byte) 0xff;

  private final byte[] prefix;
  private byte @Nullable [] after;

  KeyFilter(byte[] prefix, byte @Nullable [] after) {
    this.prefix = prefix;
    this.after = after;
  }

  /** Leaves out what is not past a new, later position. */
  void skipTo(byte[] position) {
    after = position;
  }

  /** Whether an entry is a key that is wanted, or may have such keys below it. */
  boolean accepts(byte[] full, Step.Kind kind) {
    return accepts(full, kind, prefix, after);
  }

  private static boolean accepts(
      byte[] name, Step.Kind kind, byte[] prefix, byte @Nullable [] after) {
    boolean leaf = kind == Step.Kind.BLOB;
    if (!startsWith(name, prefix) && (leaf || !startsWith(prefix, name))) {
      return false;
    }
    return after == null
        || Arrays.compareUnsigned(name, after) > 0
        || !leaf && startsWith(after, name) && !isEnd(after, name.length);
  }

  /** Whether a position is past all that starts with so many of its bytes. */
  private static boolean isEnd(byte[] position, int length) {
    return position.length > length && position[length] == END;
  }

  /** The position past everything that starts with some bytes. */
  static byte[] pastAll(byte[] start) {
    byte[] end = Arrays.copyOf(start, start.length + 1);
    end[start.length] = END;
    return end;
  }

  /** The same filter for names whose keys start with some bytes, which accepts itself. */
  Below below(byte[] base) {
    byte[] prefixRest =
        prefix.length > base.length
            ? Arrays.copyOfRange(prefix, base.length, prefix.length)
            : new byte[0];
    byte[] position = after;
    byte[] afterRest =
        position != null && startsWith(position, base)
            ? Arrays.copyOfRange(position, base.length, position.length)
            : null;
    return (name, kind) -> accepts(name, kind, prefixRest, afterRest);
  }

  /** Decides by the part of the key that a directory entry stands for. */
  @FunctionalInterface
  interface Below {
    boolean accepts(byte[] name, Step.Kind kind);
  }

  static boolean startsWith(byte[] bytes, byte[] start) {
    return bytes.length >= start.length
        && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }
}
