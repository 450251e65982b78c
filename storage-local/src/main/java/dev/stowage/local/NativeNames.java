package dev.stowage.local;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names of files for any bytes: injective, and safe where a file system ignores case, normalises
 * Unicode or reserves names.
 *
 * <p>Lower-case letters, digits, {@code -}, {@code _} and an inner {@code .} stand for themselves,
 * {@code ^a} for {@code A}, {@code %1f} for every other byte, and a single {@code %} for no bytes
 * at all. A suffix says what the name is: {@code =} a blob, {@code +} a directory, {@code @} a
 * directory of segments that share their first {@link #CHUNK} bytes. Names that this class would
 * not make are foreign, and are left alone.
 */
final class NativeNames {
  /** So many bytes of a segment go into one name; three characters each still fit 255. */
  static final int CHUNK = 64;

  private static final char LEAF = '=';
  private static final char DIRECTORY = '+';
  private static final char CHUNKED = '@';
  private static final String HEX = "0123456789abcdef";
  private static final Set<String> DEVICES =
      Set.of(
          "con", "prn", "aux", "nul", "clock$", "com0", "com1", "com2", "com3", "com4", "com5",
          "com6", "com7", "com8", "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6",
          "lpt7", "lpt8", "lpt9");

  private NativeNames() {}

  /** The path of a key below the root, with {@code /} between names. */
  static String path(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    StringBuilder path = new StringBuilder(bytes.length + 32);
    int start = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == '/') {
        segment(path, bytes, start, at, DIRECTORY);
        path.append('/');
        start = at + 1;
      }
    }
    segment(path, bytes, start, bytes.length, LEAF);
    return path.toString();
  }

  private static void segment(StringBuilder path, byte[] bytes, int from, int to, char suffix) {
    int start = from;
    for (; to - start >= CHUNK; start += CHUNK) {
      name(path, bytes, start, start + CHUNK);
      path.append(CHUNKED).append('/');
    }
    name(path, bytes, start, to);
    path.append(suffix);
  }

  private static void name(StringBuilder path, byte[] bytes, int from, int to) {
    if (from == to) {
      path.append('%');
      return;
    }
    boolean device = isDevice(bytes, from, to);
    for (int i = from; i < to; i++) {
      int b = bytes[i] & 0xff;
      boolean edge = i == from || i == to - 1;
      if (isPlain(b, edge) && !(device && i == from)) {
        path.append((char) b);
      } else if (b >= 'A' && b <= 'Z') {
        path.append('^').append((char) (b + 32));
      } else {
        path.append('%').append(HEX.charAt(b >> 4)).append(HEX.charAt(b & 15));
      }
    }
  }

  private static boolean isPlain(int b, boolean edge) {
    return b >= 'a' && b <= 'z'
        || b >= '0' && b <= '9'
        || b == '-'
        || b == '_'
        || b == '.' && !edge;
  }

  /** Windows reserves these names, whatever follows the first dot. */
  private static boolean isDevice(byte[] bytes, int from, int to) {
    int end = from;
    while (end < to && bytes[end] != '.') {
      end++;
    }
    return end - from >= 3
        && end - from <= 6
        && DEVICES.contains(new String(bytes, from, end - from, StandardCharsets.ISO_8859_1));
  }

  /**
   * The name by which an entry is sorted: the bytes of a blob, those of a directory and a slash, or
   * the {@link #CHUNK} bytes of a chunk; null for a foreign name.
   */
  static byte @Nullable [] sortName(String name) {
    int end = name.length() - 1;
    if (end < 1) {
      return null;
    }
    char suffix = name.charAt(end);
    if (suffix != LEAF && suffix != DIRECTORY && suffix != CHUNKED) {
      return null;
    }
    byte[] raw = decode(name, end, suffix == DIRECTORY ? 1 : 0);
    int length = raw == null ? 0 : raw.length - (suffix == DIRECTORY ? 1 : 0);
    if (raw == null || (suffix == CHUNKED ? length != CHUNK : length >= CHUNK)) {
      return null;
    }
    for (int i = 0; i < length; i++) {
      if (raw[i] == '/') {
        return null;
      }
    }
    StringBuilder again = new StringBuilder(name.length());
    name(again, raw, 0, length);
    if (again.length() != end || !name.startsWith(again.toString())) {
      return null;
    }
    if (suffix == DIRECTORY) {
      raw[length] = '/';
    }
    return raw;
  }

  /** Null when the text is no encoding; {@code spare} bytes stay free at the end. */
  private static byte @Nullable [] decode(String text, int end, int spare) {
    if (end == 1 && text.charAt(0) == '%') {
      return new byte[spare];
    }
    byte[] raw = new byte[end];
    int length = 0;
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c == '^' && i + 1 < end) {
        raw[length++] = (byte) (text.charAt(++i) - 32);
      } else if (c == '%' && i + 2 < end) {
        int high = HEX.indexOf(text.charAt(++i));
        int low = HEX.indexOf(text.charAt(++i));
        if (high < 0 || low < 0) {
          return null;
        }
        raw[length++] = (byte) (high << 4 | low);
      } else if (c < 0x80) {
        raw[length++] = (byte) c;
      } else {
        return null;
      }
    }
    return java.util.Arrays.copyOf(raw, length + spare);
  }

  /** The file name of what {@link #sortName} gave. */
  static String fileName(byte[] sortName) {
    StringBuilder name = new StringBuilder(sortName.length + 16);
    if (isDirectory(sortName)) {
      name(name, sortName, 0, sortName.length - 1);
      return name.append(DIRECTORY).toString();
    }
    name(name, sortName, 0, sortName.length);
    return name.append(sortName.length == CHUNK ? CHUNKED : LEAF).toString();
  }

  static boolean isDirectory(byte[] sortName) {
    return sortName.length > 0 && sortName[sortName.length - 1] == '/';
  }
}
