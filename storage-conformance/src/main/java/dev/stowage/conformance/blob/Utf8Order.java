package dev.stowage.conformance.blob;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The order of listings, in its plainest form. */
final class Utf8Order {
  static final Comparator<String> COMPARATOR =
      (one, other) ->
          Arrays.compareUnsigned(
              one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

  private Utf8Order() {}

  static List<String> sorted(Collection<String> keys) {
    return keys.stream().sorted(COMPARATOR).toList();
  }
}
