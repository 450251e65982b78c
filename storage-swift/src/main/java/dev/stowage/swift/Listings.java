package dev.stowage.swift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stowage.blob.BlobHeaders;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import dev.stowage.http.HttpResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Listings of a container, in Swift's own order, which is that of the names' UTF-8 bytes. */
final class Listings {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Listings() {}

  /** Which part of a container. The marker itself is not listed; null for none. */
  record Slice(String prefix, @Nullable String delimiter, @Nullable String marker, int limit) {}

  static JsonNode ask(SwiftWire wire, String container, Slice slice) throws IOException {
    SwiftCall call =
        SwiftCall.container("GET", container)
            .query("format=json")
            .query("limit", String.valueOf(slice.limit()));
    if (!slice.prefix().isEmpty()) {
      call.query("prefix", slice.prefix());
    }
    if (slice.delimiter() != null) {
      call.query("delimiter", slice.delimiter());
    }
    if (slice.marker() != null && !slice.marker().isEmpty()) {
      call.query("marker", slice.marker());
    }
    return read(wire, call);
  }

  /** An array of entries, empty for a 204. */
  static JsonNode read(SwiftWire wire, SwiftCall call) throws IOException {
    try (HttpResponse response = wire.expect(call)) {
      JsonNode entries = response.status() == 204 ? null : JSON.readTree(response.body());
      return entries == null || !entries.isArray() ? JSON.createArrayNode() : entries;
    }
  }

  /**
   * One entry more is asked for than the page holds, to know without a request that there is one.
   */
  static ListPage page(SwiftWire wire, String container, ListRequest request) throws IOException {
    String marker = request.cursor().or(request::startAfter).orElse(null);
    JsonNode entries =
        ask(
            wire,
            container,
            new Slice(
                request.prefix(),
                request.delimiter().orElse(null),
                marker,
                request.pageSize() + 1));
    List<BlobInfo> blobs = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    int most = Math.min(entries.size(), request.pageSize());
    for (int i = 0; i < most; i++) {
      JsonNode entry = entries.get(i);
      if (entry.has("subdir")) {
        prefixes.add(entry.path("subdir").asText());
      } else {
        blobs.add(blob(entry));
      }
    }
    Optional<String> cursor =
        entries.size() > most ? Optional.of(nameOf(entries.get(most - 1))) : Optional.empty();
    return new ListPage(blobs, prefixes, cursor);
  }

  static String nameOf(JsonNode entry) {
    return entry.has("subdir") ? entry.path("subdir").asText() : entry.path("name").asText();
  }

  static BlobInfo blob(JsonNode entry) {
    String etag = entry.path("slo_etag").asText(entry.path("hash").asText());
    return BlobInfo.builder(entry.path("name").asText(), entry.path("bytes").asLong())
        .etag(SwiftHeaders.unquoted(etag))
        .modified(SwiftHeaders.listed(entry.path("last_modified").asText()))
        .headers(BlobHeaders.none().withContentType(entry.path("content_type").textValue()))
        .build();
  }

  /** Every entry under a prefix, page by page. */
  static List<JsonNode> all(SwiftWire wire, String container, String prefix) throws IOException {
    List<JsonNode> all = new ArrayList<>();
    String marker = null;
    while (true) {
      JsonNode page = ask(wire, container, new Slice(prefix, null, marker, 10_000));
      page.forEach(all::add);
      if (page.size() < 10_000) {
        return all;
      }
      marker = nameOf(page.get(page.size() - 1));
    }
  }
}
