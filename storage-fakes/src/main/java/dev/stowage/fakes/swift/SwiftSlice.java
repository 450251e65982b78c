package dev.stowage.fakes.swift;

import dev.stowage.fakes.FakeBucket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which part of a listing is wanted, and which names that are.
 *
 * @param path what a listing of pseudo-directories starts from; it decides prefix and delimiter
 */
record SwiftSlice(
    int limit,
    String marker,
    String endMarker,
    String prefix,
    String delimiter,
    Optional<String> path,
    boolean reverse) {

  private static final Comparator<String> ORDER = FakeBucket.UTF8_ORDER;

  /** A name of a listing, or what several names begin with. */
  record Entry(String name, boolean common) {}

  static SwiftSlice of(SwiftCall call, SwiftLimits limits) {
    String delimiter = call.param("delimiter").orElse("");
    if (limits.legacy() && delimiter.codePointCount(0, delimiter.length()) > 1) {
      throw new SwiftError(412, "Bad delimiter");
    }
    String prefix = call.param("prefix").orElse("");
    Optional<String> path = call.param("path");
    if (path.isPresent()) {
      String plain = path.get().replaceAll("/+$", "");
      prefix = path.get().isEmpty() ? "" : plain + "/";
      delimiter = "/";
    }
    return new SwiftSlice(
        limit(call),
        call.param("marker").orElse(""),
        call.param("end_marker").orElse(""),
        prefix,
        delimiter,
        path,
        SwiftCall.yes(call.param("reverse").orElse("")));
  }

  private static int limit(SwiftCall call) {
    String given = call.param("limit").orElse("");
    if (!given.matches("\\d{1,9}")) {
      return SwiftLimits.LISTING;
    }
    int limit = Integer.parseInt(given);
    if (limit > SwiftLimits.LISTING) {
      throw new SwiftError(412, "Maximum limit is " + SwiftLimits.LISTING);
    }
    return limit;
  }

  /**
   * The entries.
   *
   * @param sorted all names in order
   */
  List<Entry> of(List<String> sorted) {
    List<String> names = new ArrayList<>(sorted);
    if (reverse) {
      Collections.reverse(names);
    }
    List<Entry> entries = new ArrayList<>();
    String rolledUp = "";
    for (String name : names) {
      if (entries.size() >= limit) {
        return entries;
      }
      if (!within(name)) {
        continue;
      }
      int at = delimiter.isEmpty() ? -1 : name.indexOf(delimiter, prefix.length());
      if (path.isPresent()) {
        boolean deeper = at >= 0 && name.length() > at + delimiter.length();
        if (!deeper && !(name.equals(prefix) && !prefix.isEmpty())) {
          entries.add(new Entry(name, false));
        }
      } else if (at < 0) {
        entries.add(new Entry(name, false));
      } else {
        String common = name.substring(0, at + delimiter.length());
        // The marker of the page before was this very entry.
        if (!common.equals(rolledUp) && !common.equals(reverse ? endMarker : marker)) {
          entries.add(new Entry(common, true));
        }
        rolledUp = common;
      }
    }
    return entries;
  }

  private boolean within(String name) {
    String low = reverse ? endMarker : marker;
    String high = reverse ? marker : endMarker;
    return name.startsWith(prefix)
        && (low.isEmpty() || ORDER.compare(name, low) > 0)
        && (high.isEmpty() || ORDER.compare(name, high) < 0);
  }
}
