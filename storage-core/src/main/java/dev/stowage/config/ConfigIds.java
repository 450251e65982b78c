package dev.stowage.config;

import java.security.SecureRandom;
import java.time.Instant;

/**
 * Ids of 26 letters and digits: 48 bits of time in milliseconds and 80 random ones, so that they
 * are unique without asking anybody, cannot be guessed, and sort by age as text.
 */
final class ConfigIds {
  private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
  private static final int LENGTH = 26;
  private static final SecureRandom RANDOM = new SecureRandom();

  private ConfigIds() {}

  static String next(Instant now) {
    char[] id = new char[LENGTH];
    long millis = now.toEpochMilli();
    for (int i = 9; i >= 0; i--) {
      id[i] = DIGITS[(int) (millis & 31)];
      millis >>>= 5;
    }
    byte[] random = new byte[LENGTH - 10];
    RANDOM.nextBytes(random);
    for (int i = 0; i < random.length; i++) {
      id[10 + i] = DIGITS[random[i] & 31];
    }
    return new String(id);
  }

  /** Whether it may be one; nothing else is looked up. */
  static boolean isId(String text) {
    return text.matches("[0-9a-hjkmnp-tv-z]{26}");
  }

  static String checked(String parameter, String text) {
    if (!isId(text)) {
      throw ConfigFailures.argument(parameter, "it is the id of a storage configuration");
    }
    return text;
  }
}
