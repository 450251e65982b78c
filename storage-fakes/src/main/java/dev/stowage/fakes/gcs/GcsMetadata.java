package dev.stowage.fakes.gcs;

import com.github.tomakehurst.wiremock.common.Json;
import com.github.tomakehurst.wiremock.common.JsonException;
import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeHeaders;
import dev.stowage.fakes.FakeResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An object's metadata as the JSON resource, and as the headers of the XML API. */
final class GcsMetadata {

  private static final String META = "x-goog-meta-";
  private static final int MOST_METADATA = 8 << 10;

  /** Fixed-key metadata by the name in the resource, and the header. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "contentType", "content-type",
          "contentEncoding", "content-encoding",
          "contentLanguage", "content-language",
          "contentDisposition", "content-disposition",
          "cacheControl", "cache-control");

  /** What the resource and the attributes call alike. */
  private static final List<String> PLAIN =
      List.of(
          "storageClass",
          "customTime",
          "kmsKeyName",
          GcsState.CREATED,
          GcsState.DELETED,
          GcsState.SOFT_DELETED,
          GcsState.HARD_DELETE,
          GcsState.METAGENERATION);

  private static final Set<String> CLASSES =
      Set.of("STANDARD", "NEARLINE", "COLDLINE", "ARCHIVE", "MULTI_REGIONAL", "REGIONAL");

  private GcsMetadata() {}

  static Map<?, ?> parse(byte[] json) {
    if (json.length == 0) {
      return Map.of();
    }
    try {
      return Json.read(new String(json, StandardCharsets.UTF_8), Map.class);
    } catch (JsonException e) {
      throw new GcsError(400, "parseError", "InvalidArgument", "Parse Error");
    }
  }

  static FakeResponse response(int status, Object json) {
    return FakeResponse.of(status)
        .with("Content-Type", "application/json; charset=UTF-8")
        .withBody(Json.write(json).getBytes(StandardCharsets.UTF_8));
  }

  static void checkKey(String key) {
    int bytes = key.getBytes(StandardCharsets.UTF_8).length;
    boolean bad =
        bytes == 0
            || bytes > 1024
            || key.indexOf('\r') >= 0
            || key.indexOf('\n') >= 0
            || key.equals(".")
            || key.equals("..")
            || key.startsWith(".well-known/acme-challenge/");
    if (bad) {
      throw GcsError.invalid("Invalid object name.");
    }
  }

  /** An object to be, as a resource describes it. */
  static FakeBlob.Builder template(String key, Map<?, ?> resource) {
    checkKey(key);
    return changed(FakeBlob.builder(key).build(), resource);
  }

  /** The key of encryption stands in the query of the JSON API. */
  static FakeBlob.Builder encrypted(FakeBlob.Builder template, java.util.Optional<String> key) {
    if (key.isEmpty()) {
      return template;
    }
    Map<String, String> attributes = new TreeMap<>(template.build().attributes());
    attributes.put("kmsKeyName", key.get());
    return template.attributes(attributes);
  }

  /** A change as PATCH makes it: what the resource names is replaced, null removes. */
  static FakeBlob.Builder changed(FakeBlob old, Map<?, ?> resource) {
    Map<String, String> headers = new TreeMap<>(old.headers());
    HEADERS.forEach((name, header) -> set(headers, header, resource, name));
    Map<String, String> attributes = new TreeMap<>(old.attributes());
    for (String name : List.of("storageClass", "customTime")) {
      set(attributes, name, resource, name);
    }
    for (String hold : List.of(GcsLocks.TEMPORARY_HOLD, GcsLocks.EVENT_HOLD)) {
      set(attributes, hold, resource, hold);
    }
    if (resource.containsKey("retention")) {
      Object retention = resource.get("retention");
      Map<?, ?> fields = retention instanceof Map<?, ?> map ? map : Map.of();
      retention(attributes, fields.get("mode"), fields.get("retainUntilTime"));
    }
    check(attributes);
    Map<String, String> metadata = new TreeMap<>(old.metadata());
    if (resource.get("metadata") instanceof Map<?, ?> custom) {
      custom.forEach(
          (name, value) -> {
            if (value == null) {
              metadata.remove(name.toString());
            } else {
              metadata.put(name.toString(), value.toString());
            }
          });
    }
    checkSize(metadata);
    return old.toBuilder().headers(headers).attributes(attributes).metadata(metadata);
  }

  private static void set(Map<String, String> to, String key, Map<?, ?> from, String name) {
    if (from.containsKey(name)) {
      Object value = from.get(name);
      if (value == null) {
        to.remove(key);
      } else {
        to.put(key, value.toString());
      }
    }
  }

  private static void retention(
      Map<String, String> attributes, @Nullable Object mode, @Nullable Object until) {
    boolean locked = "Locked".equals(attributes.get(GcsLocks.MODE));
    if (mode == null || until == null) {
      if (locked) {
        throw GcsError.forbidden("The retention of this object is locked.");
      }
      attributes.remove(GcsLocks.MODE);
      attributes.remove(GcsLocks.UNTIL);
      return;
    }
    attributes.put(GcsLocks.MODE, mode.toString());
    attributes.put(GcsLocks.UNTIL, until.toString());
  }

  private static void check(Map<String, String> attributes) {
    String storageClass = attributes.get("storageClass");
    if (storageClass != null && !CLASSES.contains(storageClass)) {
      throw GcsError.invalid("Invalid argument: storage class " + storageClass);
    }
    for (String time : List.of("customTime", GcsLocks.UNTIL)) {
      String value = attributes.get(time);
      if (value != null) {
        try {
          Instant.parse(value);
        } catch (DateTimeException e) {
          throw GcsError.invalid("Invalid value for " + time + ": " + value);
        }
      }
    }
    String mode = attributes.get(GcsLocks.MODE);
    if (mode != null && !mode.equals("Locked") && !mode.equals("Unlocked")) {
      throw GcsError.invalid("Invalid retention mode: " + mode);
    }
  }

  private static void checkSize(Map<String, String> metadata) {
    int size = 0;
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      size += entry.getKey().getBytes(StandardCharsets.UTF_8).length;
      size += entry.getValue().getBytes(StandardCharsets.UTF_8).length;
    }
    if (size > MOST_METADATA) {
      throw GcsError.invalid("The total size of custom metadata exceeds 8 KiB.");
    }
  }

  /** An object to be, as the headers of the XML API describe it. */
  static FakeBlob.Builder template(String key, FakeHeaders sent) {
    Map<String, Object> resource = new LinkedHashMap<>();
    HEADERS.forEach(
        (name, header) ->
            sent.first(header).ifPresent(value -> resource.put(name, GcsText.utf8(value))));
    sent.first("x-goog-storage-class").ifPresent(v -> resource.put("storageClass", v));
    sent.first("x-goog-custom-time").ifPresent(v -> resource.put("customTime", v));
    if (sent.has("x-goog-object-lock-mode")) {
      resource.put(
          "retention",
          Map.of(
              "mode", mode(sent.first("x-goog-object-lock-mode").orElse("")),
              "retainUntilTime", sent.first("x-goog-object-lock-retain-until-date").orElse("")));
    }
    Map<String, String> metadata = new TreeMap<>();
    for (FakeHeaders.Line line : sent.lines()) {
      String name = line.name().toLowerCase(Locale.ROOT);
      if (name.startsWith(META)) {
        if (!line.value().chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
          throw GcsError.invalid("Non-ASCII characters are not permitted in headers.");
        }
        metadata.put(name.substring(META.length()), line.value());
      }
    }
    resource.put("metadata", metadata);
    return encrypted(template(key, resource), sent.first("x-goog-encryption-kms-key-name"));
  }

  private static String mode(String word) {
    return switch (word) {
      case "GOVERNANCE", "Unlocked" -> "Unlocked";
      case "COMPLIANCE", "Locked" -> "Locked";
      default -> word;
    };
  }

  /** The resource of an object. */
  static Map<String, Object> resource(FakeBucket bucket, FakeBlob blob) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("kind", "storage#object");
    all.put("id", bucket.name() + "/" + blob.key() + "/" + blob.version());
    all.put("name", blob.key());
    all.put("bucket", bucket.name());
    all.put("generation", blob.version());
    all.put("size", Long.toString(blob.size()));
    HEADERS.forEach(
        (name, header) -> {
          if (blob.headers().containsKey(header)) {
            all.put(name, blob.headers().get(header));
          }
        });
    PLAIN.forEach(name -> blob.attribute(name).ifPresent(value -> all.put(name, value)));
    blob.attribute("crc32c").ifPresent(v -> all.put("crc32c", v));
    blob.attribute("md5").ifPresent(v -> all.put("md5Hash", v));
    blob.attribute("componentCount").ifPresent(v -> all.put("componentCount", Integer.valueOf(v)));
    all.put("etag", jsonEtag(blob));
    all.put("updated", GcsText.isoDate(blob.modified()));
    for (String hold : List.of(GcsLocks.TEMPORARY_HOLD, GcsLocks.EVENT_HOLD)) {
      blob.attribute(hold).ifPresent(v -> all.put(hold, Boolean.valueOf(v)));
    }
    blob.attribute(GcsLocks.MODE)
        .ifPresent(
            mode ->
                all.put(
                    "retention",
                    Map.of(
                        "mode",
                        mode,
                        "retainUntilTime",
                        blob.attribute(GcsLocks.UNTIL).orElseThrow())));
    GcsLocks.end(bucket, blob).ifPresent(end -> all.put("retentionExpirationTime", end.toString()));
    if (!blob.metadata().isEmpty()) {
      all.put("metadata", blob.metadata());
    }
    return all;
  }

  private static String jsonEtag(FakeBlob blob) {
    String both = blob.version() + "/" + blob.attribute(GcsState.METAGENERATION).orElse("1");
    return java.util.Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.US_ASCII));
  }

  /** Adds what every answer of the XML API about an object says. */
  static FakeResponse identified(FakeResponse response, FakeBlob blob) {
    FakeResponse full =
        response
            .with("ETag", GcsText.quoted(blob.etag()))
            .with("x-goog-generation", blob.version())
            .with("x-goog-metageneration", blob.attribute(GcsState.METAGENERATION).orElse("1"))
            .with("x-goog-hash", "crc32c=" + blob.attribute("crc32c").orElse(""));
    if (blob.attribute("md5").isPresent()) {
      full = full.with("x-goog-hash", "md5=" + blob.attribute("md5").get());
    }
    return full.with("x-goog-stored-content-length", Long.toString(blob.size()))
        .with(
            "x-goog-stored-content-encoding",
            blob.headers().getOrDefault("content-encoding", "identity"));
  }

  /** Adds the headers that a read through either API has. */
  static FakeResponse described(FakeResponse response, FakeBlob blob, boolean anonymous) {
    FakeResponse full = identified(response, blob);
    Map<String, String> headers = new TreeMap<>(blob.headers());
    headers.putIfAbsent("content-type", "application/octet-stream");
    headers.putIfAbsent("cache-control", anonymous ? "public, max-age=3600" : "private, max-age=0");
    for (Map.Entry<String, String> header : headers.entrySet()) {
      full = full.with(header.getKey(), GcsText.latin1(header.getValue()));
    }
    return full.with("Last-Modified", GcsText.httpDate(blob.modified()))
        .with("x-goog-storage-class", blob.attribute("storageClass").orElse("STANDARD"))
        .with("Accept-Ranges", "bytes");
  }

  /** Adds the custom metadata, which only the XML API has in its headers. */
  static FakeResponse withMetadata(FakeResponse response, FakeBlob blob) {
    FakeResponse full = response;
    for (Map.Entry<String, String> entry : blob.metadata().entrySet()) {
      full = full.with(META + entry.getKey(), GcsText.latin1(entry.getValue()));
    }
    return blob.attribute("customTime").isPresent()
        ? full.with("x-goog-custom-time", blob.attribute("customTime").get())
        : full;
  }
}
