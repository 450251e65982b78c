package dev.stowage.swift;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stowage.Pacer;
import dev.stowage.http.HttpResponse;
import dev.stowage.swift.Manifests.Manifest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The segments that a large object leaves behind when it is replaced or deleted: Swift itself
 * removes the manifest only.
 *
 * <p>Removed are segments that were made for that very object, as their mark or their name says,
 * and that no other manifest of the container uses. To know that an object is large takes a
 * request; it is spent only in containers that have a container of segments.
 */
final class Generations {
  private static final Logger LOG = LoggerFactory.getLogger(Generations.class);

  /** How long it is believed that there is no container of segments. */
  private static final Duration BELIEVED = Duration.ofMinutes(1);

  /** Of a container with more objects not all are looked through for other manifests. */
  private static final int MOST_LISTED = 10_000;

  private final SwiftWire wire;
  private final SwiftSettings settings;
  private final String container;
  private final BulkDeletes deletes;
  private final Pacer pacer;
  private final Map<String, Map<String, Segment>> doomed = new ConcurrentHashMap<>();
  private volatile boolean segmentsSeen;
  private volatile Instant believedUntil = Instant.MIN;

  Generations(
      SwiftWire wire, SwiftSettings settings, String container, BulkDeletes deletes, Pacer pacer) {
    this.wire = wire;
    this.settings = settings;
    this.container = container;
    this.deletes = deletes;
    this.pacer = pacer;
  }

  /** There is a container of segments now. */
  void seen() {
    segmentsSeen = true;
  }

  /** Whether an object here may be large. */
  boolean possible() throws IOException {
    if (settings.keepSegments()) {
      return false;
    }
    if (segmentsSeen) {
      return true;
    }
    if (pacer.now().isBefore(believedUntil)) {
      return false;
    }
    SwiftCall head = SwiftCall.container("HEAD", settings.segmentsOf(container));
    try (HttpResponse response = wire.send(head)) {
      // Who may not even look there has no segments there, and could not delete any.
      if (response.status() == 404 || response.status() == 403) {
        believedUntil = pacer.now().plus(BELIEVED);
        return false;
      }
      if (response.status() >= 300) {
        throw SwiftException.of(response);
      }
      segmentsSeen = true;
      return true;
    }
  }

  /**
   * Remembers what the object consists of, if it is a large one, until {@link #after}. A call that
   * is tried again after its answer was lost finds the object replaced, but not its memory.
   *
   * @return whether there is an object
   */
  boolean before(String key) throws IOException {
    if (!possible()) {
      return true;
    }
    boolean large;
    try (HttpResponse head = wire.send(SwiftCall.object("HEAD", container, key))) {
      if (head.status() == 404) {
        return false;
      }
      if (head.status() >= 300) {
        throw SwiftException.of(head);
      }
      large = SwiftHeaders.isLarge(head.headers());
    }
    if (large) {
      Manifests.find(wire, container, key).ifPresent(manifest -> remember(key, own(key, manifest)));
    }
    return true;
  }

  private void remember(String key, List<Segment> segments) {
    Map<String, Segment> known = doomed.computeIfAbsent(key, k -> new ConcurrentHashMap<>());
    segments.forEach(segment -> known.put(segment.path(), segment));
  }

  /** The object was replaced or deleted: its old segments go, except those of the new one. */
  void after(String key, List<Segment> replacement) {
    Map<String, Segment> old = doomed.remove(key);
    if (old == null || old.isEmpty()) {
      return;
    }
    Map<String, Segment> gone = new LinkedHashMap<>(old);
    replacement.forEach(segment -> gone.remove(segment.path()));
    try {
      usedBy(key).forEach(gone::remove);
      usedElsewhere(key, gone).forEach(gone::remove);
      remove(new ArrayList<>(gone.keySet()));
    } catch (IOException | RuntimeException e) {
      // The object is as the caller wanted it; that is what the call is about.
      LOG.warn(
          "segments of a replaced object stay behind in {}", settings.segmentsOf(container), e);
    }
  }

  void remove(List<String> paths) throws IOException {
    if (paths.isEmpty()) {
      return;
    }
    for (int from = 0; from < paths.size(); from += MOST_LISTED) {
      List<String> some = paths.subList(from, Math.min(paths.size(), from + MOST_LISTED));
      Map<String, Integer> failures = deletes.delete(some);
      if (!failures.isEmpty()) {
        Map.Entry<String, Integer> first = failures.entrySet().iterator().next();
        throw new SwiftException(
            first.getValue(),
            failures.size() + " segments were not deleted, the first is " + first.getKey(),
            null,
            null);
      }
    }
  }

  /** Somebody may have put the same manifest again. */
  Set<String> usedBy(String key) throws IOException {
    Set<String> used = new HashSet<>();
    try {
      Manifests.find(wire, container, key)
          .ifPresent(manifest -> manifest.segments().forEach(s -> used.add(s.path())));
    } catch (SwiftException e) {
      if (e.status() != 404) {
        throw e;
      }
    }
    return used;
  }

  /** Other tools can copy a manifest without its segments; such a copy has the same size. */
  private Set<String> usedElsewhere(String key, Map<String, Segment> segments) throws IOException {
    Set<String> used = new HashSet<>();
    if (segments.isEmpty()) {
      return used;
    }
    long size = segments.values().stream().mapToLong(Segment::size).sum();
    JsonNode page = Listings.ask(wire, container, new Listings.Slice("", null, null, MOST_LISTED));
    for (JsonNode entry : page) {
      String name = Listings.nameOf(entry);
      boolean plain = entry.has("hash") && !entry.has("slo_etag") && tellsLarge(page);
      if (!name.equals(key) && entry.path("bytes").asLong() == size && !plain) {
        used.addAll(usedBy(name));
      }
    }
    return used;
  }

  /** Newer versions of Swift say in a listing which objects are large. */
  private static boolean tellsLarge(JsonNode page) {
    for (JsonNode entry : page) {
      if (entry.has("slo_etag")) {
        return true;
      }
    }
    return false;
  }

  /** The segments that were made for this object and nothing else. */
  private List<Segment> own(String key, Manifest manifest) {
    if (!manifest.owner().isEmpty()) {
      return manifest.owner().equals(owner(key)) ? manifest.segments() : List.of();
    }
    String segments = settings.segmentsOf(container);
    return manifest.segments().stream()
        .filter(segment -> segment.container().equals(segments))
        .filter(segment -> SegmentNames.isNamedAfter(key, segment.name()))
        .toList();
  }

  /** The mark by which segments know whose they are, of a length that fits a header. */
  String owner(String key) {
    byte[] digest = NaverPreset.sha256(container + "/" + key);
    return HexFormat.of().formatHex(digest, 0, 16);
  }

  /**
   * Which of many keys have segments of their own, so that deleting takes more than one request.
   */
  Set<String> largeAmong(List<String> keys) throws IOException {
    if (!possible()) {
      return Set.of();
    }
    Map<String, String> wanted = new HashMap<>();
    keys.forEach(key -> wanted.put(SegmentNames.stem(key), key));
    Set<String> large = new HashSet<>();
    String segments = settings.segmentsOf(container);
    String marker = null;
    while (true) {
      JsonNode page = Listings.ask(wire, segments, new Listings.Slice("", null, marker, 10_000));
      for (JsonNode entry : page) {
        SegmentNames.stemOf(Listings.nameOf(entry)).map(wanted::get).ifPresent(large::add);
      }
      if (page.size() < 10_000) {
        return large;
      }
      marker = Listings.nameOf(page.get(page.size() - 1));
    }
  }
}
