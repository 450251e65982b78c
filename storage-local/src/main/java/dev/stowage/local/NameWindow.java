package dev.stowage.local;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The smallest names of a set that may be larger than memory: takes names in any order, and keeps
 * as many of the smallest as fit.
 */
final class NameWindow {
  private static final int FIRST_BYTES = 4096;
  private static final int FIRST_NAMES = 128;

  private final int mostBytes;
  private byte[] arena = new byte[FIRST_BYTES];
  private int[] starts = new int[FIRST_NAMES];
  private int count;
  private byte @Nullable [] bound;
  private int[] order = new int[0];

  NameWindow(int mostBytes) {
    this.mostBytes = Math.max(FIRST_BYTES, mostBytes);
  }

  void add(byte[] name) {
    if (bound != null && Arrays.compareUnsigned(name, bound) > 0) {
      return;
    }
    if (starts[count] + name.length > arena.length) {
      grow(name.length);
      if (bound != null && Arrays.compareUnsigned(name, bound) > 0) {
        return;
      }
    }
    if (count + 2 > starts.length) {
      starts = Arrays.copyOf(starts, starts.length * 2);
    }
    System.arraycopy(name, 0, arena, starts[count], name.length);
    starts[count + 1] = starts[count] + name.length;
    count++;
  }

  private void grow(int more) {
    if (arena.length < mostBytes) {
      arena = Arrays.copyOf(arena, Math.min(mostBytes, arena.length * 2));
    } else {
      keepSmallerHalf();
    }
    if (starts[count] + more > arena.length) {
      throw new IllegalStateException("a name of " + more + " bytes does not fit the window");
    }
  }

  private void keepSmallerHalf() {
    sort();
    byte[] kept = new byte[arena.length];
    int[] keptStarts = new int[starts.length];
    int half = Math.max(1, count / 2);
    int at = 0;
    for (int i = 0; i < half; i++) {
      int name = order[i];
      int length = starts[name + 1] - starts[name];
      System.arraycopy(arena, starts[name], kept, at, length);
      at += length;
      keptStarts[i + 1] = at;
    }
    bound = nameAt(order[half - 1]);
    arena = kept;
    starts = keptStarts;
    count = half;
  }

  private byte[] nameAt(int index) {
    return Arrays.copyOfRange(arena, starts[index], starts[index + 1]);
  }

  /** Ends the taking; names are asked for after it. */
  void sort() {
    int[] sorted = new int[count];
    for (int i = 0; i < count; i++) {
      sorted[i] = i;
    }
    order = mergeSort(sorted);
  }

  /** Bottom up, so that a million names need no stack and no objects. */
  private int[] mergeSort(int[] names) {
    int[] from = names;
    int[] to = new int[names.length];
    for (int width = 1; width < names.length; width *= 2) {
      for (int left = 0; left < names.length; left += 2 * width) {
        int middle = Math.min(left + width, names.length);
        int right = Math.min(left + 2 * width, names.length);
        merge(from, left, middle, right, to);
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  private void merge(int[] from, int left, int middle, int right, int[] to) {
    int a = left;
    int b = middle;
    for (int i = left; i < right; i++) {
      boolean first = b == right || a < middle && compare(from[a], from[b]) <= 0;
      to[i] = first ? from[a++] : from[b++];
    }
  }

  private int compare(int one, int other) {
    return Arrays.compareUnsigned(
        arena, starts[one], starts[one + 1], arena, starts[other], starts[other + 1]);
  }

  /** How many names it holds. */
  int count() {
    return count;
  }

  /** The name at a place in the order; only after {@link #sort}. */
  byte[] get(int place) {
    return nameAt(order[place]);
  }

  /** Whether larger names were left out. */
  boolean isPartial() {
    return bound != null;
  }

  int heldBytes() {
    return arena.length + 4 * (starts.length + order.length);
  }
}
