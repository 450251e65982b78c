package dev.stowage.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stowage.blob.BlobHeaders;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of a blob, as JSON; what has its default is left out. */
final class BlobJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DEFAULT_TYPE = "application/octet-stream";

  private BlobJson() {}

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static byte[] bytes(JsonNode node) {
    try {
      return JSON.writeValueAsBytes(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode parse(byte[] json) throws IOException {
    JsonNode node = JSON.readTree(json);
    if (node == null || !node.isObject()) {
      throw new IOException("not a JSON object");
    }
    return node;
  }

  static ObjectNode write(BlobInfo info) {
    ObjectNode json = object();
    json.put("etag", info.etag());
    json.put("modified", nanos(info.modified()));
    Checksum crc = info.checksums().get(ChecksumAlgorithm.CRC32C);
    if (crc != null) {
      json.put("crc32c", crc.hex());
    }
    headers(json, info.headers());
    map(json, "metadata", info.metadata());
    map(json, "tags", info.tags());
    return json;
  }

  static void headers(ObjectNode json, BlobHeaders headers) {
    put(json, "type", headers.contentType().filter(type -> !type.equals(DEFAULT_TYPE)));
    put(json, "encoding", headers.contentEncoding());
    put(json, "language", headers.contentLanguage());
    put(json, "disposition", headers.contentDisposition());
    put(json, "cache", headers.cacheControl());
  }

  private static void put(ObjectNode json, String name, Optional<String> value) {
    value.ifPresent(text -> json.put(name, text));
  }

  static void map(ObjectNode json, String name, Map<String, String> map) {
    if (!map.isEmpty()) {
      ObjectNode node = json.putObject(name);
      map.forEach(node::put);
    }
  }

  static BlobInfo read(String key, long size, JsonNode json) {
    Instant modified = instant(json.path("modified").asLong());
    String crc = text(json, "crc32c");
    return BlobInfo.builder(key, size)
        .etag(json.path("etag").asText())
        .modified(modified)
        .created(modified)
        .headers(headers(json))
        .metadata(map(json, "metadata"))
        .tags(map(json, "tags"))
        .checksums(
            crc == null
                ? Map.of()
                : Map.of(ChecksumAlgorithm.CRC32C, new Checksum(ChecksumAlgorithm.CRC32C, crc)))
        .build();
  }

  static BlobHeaders headers(JsonNode json) {
    String type = text(json, "type");
    return BlobHeaders.none()
        .withContentType(type == null ? DEFAULT_TYPE : type)
        .withContentEncoding(text(json, "encoding"))
        .withContentLanguage(text(json, "language"))
        .withContentDisposition(text(json, "disposition"))
        .withCacheControl(text(json, "cache"));
  }

  static Map<String, String> map(JsonNode json, String name) {
    JsonNode node = json.get(name);
    if (node == null) {
      return Map.of();
    }
    Map<String, String> map = new LinkedHashMap<>();
    node.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
    return map;
  }

  private static @Nullable String text(JsonNode json, String name) {
    JsonNode node = json.get(name);
    return node == null ? null : node.asText();
  }

  static long nanos(Instant time) {
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }
}
