package dev.stowage.spi;

import java.util.Comparator;

/** The order of listings: that of the keys' UTF-8 bytes, which {@code String.compareTo} is not. */
public enum KeyOrder implements Comparator<String> {
  UTF8;

  @Override
  public int compare(String one, String other) {
    int length = Math.min(one.length(), other.length());
    for (int i = 0; i < length; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        return rank(a) - rank(b);
      }
    }
    return one.length() - other.length();
  }

  /**
   * UTF-16 puts the supplementary planes, as surrogates, below U+E000; UTF-8 puts them above all.
   */
  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + 0x10000 : c;
  }
}
