package dev.stowage.cli;

/** Keys as a terminal may show them. */
final class Text {
  private Text() {}

  /** The text with control characters as {@code \xNN}, so that a key cannot steer a terminal. */
  static String printable(String text) {
    StringBuilder safe = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
        safe = safe == null ? new StringBuilder(text.substring(0, i)) : safe;
        safe.append(
            c < 0x100 ? String.format("\\x%02x", (int) c) : String.format("\\u%04x", (int) c));
      } else if (safe != null) {
        safe.append(c);
      }
    }
    return safe == null ? text : safe.toString();
  }

  /** A number of bytes for people: 12.3 MiB. */
  static String bytes(long count) {
    if (count < 1024) {
      return count + " B";
    }
    double value = count;
    int unit = -1;
    while (value >= 1024 && unit < 5) {
      value /= 1024;
      unit++;
    }
    return String.format(java.util.Locale.ROOT, "%.1f %ciB", value, "KMGTPE".charAt(unit));
  }
}
