package dev.stowage.fakes.swift;

import dev.stowage.fakes.text.JsonDocument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the manifest of a static large object as a client sends it. */
final class SwiftManifestInput {
  private static final Set<String> PATH_KEYS = Set.of("path", "etag", "size_bytes", "range");

  private SwiftManifestInput() {}

  /**
   * One segment as it was sent.
   *
   * @param path empty for bytes that stand in the manifest itself
   * @param data those bytes, in Base64
   */
  record Segment(
      String path,
      Optional<String> etag,
      Optional<Long> size,
      Optional<SwiftRanges> range,
      String data) {}

  /** An entry that cannot be read; the message says why. */
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unreadable(String why) {
      super(why, null, false, false);
    }
  }

  static List<Segment> read(SwiftCall call, boolean legacy) {
    if (!(document(call) instanceof List<?> list)) {
      throw SwiftError.bad("Manifest must be a list.\n");
    }
    List<Segment> segments = new ArrayList<>();
    StringBuilder errors = new StringBuilder();
    for (Object entry : list) {
      int index = segments.size();
      boolean last = index == list.size() - 1;
      try {
        segments.add(segment(call, entry, last && !legacy, legacy));
      } catch (Unreadable e) {
        errors.append("Index ").append(index).append(": ").append(e.getMessage()).append('\n');
        segments.add(new Segment("", Optional.empty(), Optional.empty(), Optional.empty(), ""));
      }
    }
    boolean inlineOnly = !list.isEmpty() && segments.stream().allMatch(s -> s.path().isEmpty());
    if (errors.length() == 0 && inlineOnly) {
      errors.append("At least one segment must be an object.\n");
    }
    if (errors.length() > 0) {
      throw SwiftError.bad(errors.toString());
    }
    return segments;
  }

  private static Object document(SwiftCall call) {
    try {
      Object read = JsonDocument.read(call.request().body());
      return read == null ? "" : read;
    } catch (IllegalArgumentException e) {
      throw SwiftError.bad("Manifest must be valid JSON.\n");
    }
  }

  private static Segment segment(SwiftCall call, Object entry, boolean mayBeEmpty, boolean legacy) {
    if (!(entry instanceof Map<?, ?> map)) {
      throw new Unreadable("not a JSON object");
    }
    if (map.containsKey("data") && !map.containsKey("path") && !legacy) {
      return inline(map);
    }
    if (!map.containsKey("path")) {
      throw new Unreadable("expected keys to include path");
    }
    if (!PATH_KEYS.containsAll(map.keySet())) {
      throw new Unreadable("extraneous keys");
    }
    if (!(map.get("path") instanceof String path)) {
      throw new Unreadable("\"path\" must be a string");
    }
    String plain = path.replaceAll("^/+", "");
    if (!plain.replaceAll("/+$", "").contains("/")) {
      throw new Unreadable("path does not refer to an object");
    }
    if (call.path().equals("/" + plain)) {
      throw new Unreadable("manifest must not include itself as a segment");
    }
    Optional<String> etag = Optional.empty();
    if (map.get("etag") != null) {
      if (!(map.get("etag") instanceof String text)) {
        throw new Unreadable("\"etag\" must be a string or null");
      }
      etag = Optional.of(text);
    }
    Optional<Long> size = size(map, mayBeEmpty);
    return new Segment(plain, etag, size, range(map, size), "");
  }

  private static Segment inline(Map<?, ?> map) {
    if (map.size() != 1) {
      throw new Unreadable("extraneous keys");
    }
    try {
      byte[] data =
          Base64.getDecoder()
              .decode(String.valueOf(map.get("data")).getBytes(StandardCharsets.UTF_8));
      if (data.length == 0) {
        throw new Unreadable("too small; each segment must be at least 1 byte.");
      }
      return new Segment(
          "",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Base64.getEncoder().encodeToString(data));
    } catch (IllegalArgumentException e) {
      throw new Unreadable("data must be valid base64");
    }
  }

  private static Optional<Long> size(Map<?, ?> map, boolean mayBeEmpty) {
    Object given = map.get("size_bytes");
    if (given == null) {
      return Optional.empty();
    }
    String text = given.toString();
    if (!text.matches("-?\\d{1,18}")) {
      throw new Unreadable("invalid size_bytes");
    }
    long size = Long.parseLong(text);
    if (size < 1 && !mayBeEmpty) {
      throw new Unreadable("too small; each segment must be at least 1 byte.");
    }
    return Optional.of(size);
  }

  private static Optional<SwiftRanges> range(Map<?, ?> map, Optional<Long> size) {
    Object given = map.get("range");
    if (given == null || given.equals("")) {
      return Optional.empty();
    }
    SwiftRanges range =
        SwiftRanges.of("bytes=" + given).orElseThrow(() -> new Unreadable("invalid range"));
    if (range.count() > 1) {
      throw new Unreadable("multiple ranges (only one allowed)");
    }
    if (size.isPresent() && range.of(size.get()).isEmpty()) {
      throw new Unreadable("unsatisfiable range");
    }
    return Optional.of(range);
  }
}
