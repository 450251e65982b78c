package dev.stowage.fakes.swift;

import dev.stowage.fakes.text.HttpText;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Conditions of reads. Those of writes are few, and stand where they are looked at. */
final class SwiftConditions {
  private SwiftConditions() {}

  /**
   * The status that the conditions call for in place of the object.
   *
   * @param modified as {@code Last-Modified} says it
   */
  static Optional<Integer> status(SwiftCall call, String etag, Instant modified) {
    if (call.header("If-None-Match").filter(tags -> names(tags, etag)).isPresent()) {
      return Optional.of(304);
    }
    if (call.header("If-Match").filter(tags -> !names(tags, etag)).isPresent()) {
      return Optional.of(412);
    }
    Optional<Instant> after = date(call, "If-Modified-Since");
    if (after.isPresent() && !modified.isAfter(after.get())) {
      return Optional.of(304);
    }
    Optional<Instant> until = date(call, "If-Unmodified-Since");
    return until.isPresent() && modified.isAfter(until.get()) ? Optional.of(412) : Optional.empty();
  }

  private static Optional<Instant> date(SwiftCall call, String header) {
    return call.header(header).flatMap(HttpText::parsedHttpDate);
  }

  static boolean names(String tags, String etag) {
    return Arrays.stream(tags.split(",", -1))
        .map(HttpText::unquoted)
        .anyMatch(tag -> tag.equals("*") || tag.equals(etag));
  }
}
