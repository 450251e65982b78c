package dev.stowage.swift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stowage.http.HttpHeaders;
import dev.stowage.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Manifests of static large objects: written, read, and what their etag must be. */
final class Manifests {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Swift looks at every segment before it answers. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private Manifests() {}

  /** The MD5 over the etags in their order, each with its range where it has one. */
  static String etagOf(List<Segment> segments) {
    StringBuilder all = new StringBuilder();
    for (Segment segment : segments) {
      all.append(segment.etag());
      if (segment.range() != null) {
        all.append(':').append(segment.range()).append(';');
      }
    }
    try {
      byte[] text = all.toString().getBytes(StandardCharsets.US_ASCII);
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  static String json(List<Segment> segments) {
    ArrayNode entries = JSON.createArrayNode();
    for (Segment segment : segments) {
      ObjectNode entry = entries.addObject();
      entry.put("path", segment.path());
      entry.put("etag", segment.etag());
      entry.put("size_bytes", segment.size());
      if (segment.range() != null) {
        entry.put("range", segment.range());
      }
    }
    return entries.toString();
  }

  static SwiftCall put(String container, String key, List<Segment> segments) {
    return SwiftCall.object("PUT", container, key)
        .query("multipart-manifest=put")
        .header("Accept", "application/json")
        .patience(PATIENCE)
        .text(json(segments));
  }

  /** Sends a manifest; its etag is checked. */
  static HttpHeaders send(SwiftWire wire, SwiftCall put, List<Segment> segments)
      throws IOException {
    try (HttpResponse response = wire.send(put)) {
      if (response.status() == 400) {
        throw refusal(response);
      }
      if (response.status() >= 300) {
        throw SwiftException.of(response);
      }
      String etag = SwiftHeaders.etag(response.headers());
      if (!etag.equals(etagOf(segments))) {
        throw new SwiftException(
            422,
            "the large object has the etag " + etag + ", its segments make " + etagOf(segments),
            SwiftException.requestId(response.headers()),
            null);
      }
      return response.headers();
    }
  }

  private static IOException refusal(HttpResponse response) throws IOException {
    byte[] body = response.body().readNBytes(4 << 20);
    List<SloValidationException.Problem> problems = new ArrayList<>();
    String text = new String(body, StandardCharsets.UTF_8);
    if (text.stripLeading().startsWith("{")) {
      for (JsonNode error : JSON.readTree(text).path("Errors")) {
        problems.add(
            new SloValidationException.Problem(error.path(0).asText(), error.path(1).asText()));
      }
    } else {
      text.lines()
          .filter(line -> line.startsWith("/") && line.contains(", "))
          .map(line -> line.split(", ", 2))
          .forEach(
              pair -> problems.add(new SloValidationException.Problem(pair[0], pair[1].strip())));
    }
    if (problems.isEmpty()) {
      return SwiftException.of(response, text.replaceAll("<[^>]*>", " ").strip());
    }
    String id = SwiftException.requestId(response.headers());
    return new SloValidationException(problems, id == null ? "" : id);
  }

  /** The manifest, or empty when the object is not a static large one. */
  static Optional<Manifest> find(SwiftWire wire, String container, String key) throws IOException {
    SwiftCall get = SwiftCall.object("GET", container, key).query("multipart-manifest=get");
    try (HttpResponse response = wire.expect(get)) {
      if (!SwiftHeaders.isLarge(response.headers())) {
        return Optional.empty();
      }
      return Optional.of(
          new Manifest(
              SwiftHeaders.rawMetadata(response.headers()).getOrDefault(SwiftHeaders.OWNER, ""),
              parse(response.body())));
    }
  }

  /** What the object of a manifest consists of, and for which object its segments were made. */
  record Manifest(String owner, List<Segment> segments) {}

  static List<Segment> parse(InputStream json) throws IOException {
    List<Segment> segments = new ArrayList<>();
    for (JsonNode entry : JSON.readTree(json)) {
      String path = entry.path("name").asText();
      String plain = path.startsWith("/") ? path.substring(1) : path;
      int slash = plain.indexOf('/');
      if (slash > 0) {
        segments.add(
            new Segment(
                plain.substring(0, slash),
                plain.substring(slash + 1),
                entry.path("bytes").asLong(),
                SwiftHeaders.unquoted(entry.path("hash").asText()),
                entry.path("range").textValue()));
      }
    }
    return segments;
  }
}
