package dev.stowage.kv;

import java.nio.charset.StandardCharsets;

/** What can be written as UTF-8 without loss. */
final class UnicodeText {
  private UnicodeText() {}

  /** Whether the text has no unpaired surrogate. */
  static boolean isWhole(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
