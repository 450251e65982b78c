package dev.stowage.conformance.blob;

import java.util.concurrent.ThreadLocalRandom;

/** Where random tests take their seed from, and how one is run again. */
final class Seeds {
  private Seeds() {}

  /** That of the system property {@code stowage.seed}, or another one every time. */
  static long seed() {
    Long given = Long.getLong("stowage.seed");
    return given == null ? ThreadLocalRandom.current().nextLong() : given;
  }

  static int count(String property, int byDefault) {
    return Integer.getInteger(property, byDefault);
  }

  static String replay(long seed) {
    return "run again with -DargLine=-Dstowage.seed=" + seed;
  }
}
