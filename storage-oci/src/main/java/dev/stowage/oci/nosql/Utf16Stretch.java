package dev.stowage.oci.nosql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of texts in the service's order, which is that of UTF-16 units, while keys of ours are
 * ordered by UTF-8 bytes. The two differ only where a character beyond U+FFFF meets one from U+E000
 * on: there a stretch is cut in pieces, which are then read in our order.
 *
 * @param from where it starts, or null for the start of all
 * @param to where it ends, itself left out, or null for the end of all
 * @param settled characters at the front of which no cut is needed any more
 */
record Utf16Stretch(@Nullable String from, @Nullable String to, int settled) {
  private static final String FIRST_BEYOND = "\ud800\udc00";
  private static final String FIRST_LATE = "\ue000";

  /** Where the first character stands that needs a cut; -1 for none. */
  int cut(String text) {
    for (int i = settled; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The pieces that are left when the text comes next and must be cut at this place, in our order.
   */
  List<Utf16Stretch> cutBefore(String text, int place) {
    String front = text.substring(0, place);
    String end = sooner(to, following(front).orElse(null));
    List<Utf16Stretch> pieces = new ArrayList<>();
    String late = front + FIRST_LATE;
    // Characters from U+E000 on come later there, and first here.
    add(pieces, new Utf16Stretch(late, end, place + 1));
    add(pieces, new Utf16Stretch(text, sooner(end, late), place + 2));
    if (end != null) {
      add(pieces, new Utf16Stretch(end, to, settled));
    }
    return pieces;
  }

  private static void add(List<Utf16Stretch> pieces, Utf16Stretch piece) {
    boolean some = piece.to == null || piece.from == null || piece.from.compareTo(piece.to) < 0;
    if (some) {
      pieces.add(piece);
    }
  }

  private static @Nullable String sooner(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) <= 0 ? one : other;
  }

  /** The first text after all that start with this one; empty when there is none. */
  static Optional<String> following(String front) {
    String rest = front;
    while (!rest.isEmpty()) {
      int last = rest.codePointBefore(rest.length());
      rest = rest.substring(0, rest.length() - Character.charCount(last));
      if (last == Character.MAX_CODE_POINT) {
        return Optional.of(rest + FIRST_LATE);
      }
      if (last == Character.MIN_SURROGATE - 1) {
        return Optional.of(rest + FIRST_BEYOND);
      }
      if (last != Character.MAX_VALUE) {
        return Optional.of(rest + Character.toString(last + 1));
      }
    }
    return Optional.empty();
  }
}
