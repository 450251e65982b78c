package dev.stowage.gcs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobHeaders;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.http.HttpHeaders;
import dev.stowage.wire.MalformedReplyException;
import dev.stowage.wire.MetadataText;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An object's attributes: as the JSON resource, and as headers of a write. */
final class GcsResource {
  static final ObjectMapper MAPPER = new ObjectMapper();

  /** What a listing, and everything that answers with a resource, is asked for. */
  static final String FIELDS =
      "name,size,generation,updated,timeCreated,timeDeleted,softDeleteTime,contentType,"
          + "contentEncoding,contentLanguage,contentDisposition,cacheControl,storageClass,"
          + "crc32c,md5Hash,metadata";

  /**
   * A read through the XML API cannot tell a header that was set from one that the service adds; so
   * what was set to just that is noted in hidden metadata.
   */
  static final String EXPLICIT = "stowage-explicit";

  static final String ENCODING = "encoding";
  static final String CACHING = "caching";

  private static final Pattern MD5_HEX = Pattern.compile("[0-9a-f]{32}");
  private static final int MOST_METADATA = 8 << 10;

  private final GcsConfig config;

  GcsResource(GcsConfig config) {
    this.config = config;
  }

  /** Headers of a write through the XML API. */
  Map<String, String> headers(PutOptions options) {
    Map<String, String> headers = new LinkedHashMap<>();
    BlobHeaders standard = options.headers();
    headers.put("Content-Type", standard.contentType().orElse("application/octet-stream"));
    header(headers, "Content-Encoding", standard.contentEncoding());
    header(headers, "Content-Language", standard.contentLanguage());
    header(headers, "Content-Disposition", standard.contentDisposition());
    header(headers, "Cache-Control", standard.cacheControl());
    options.storageClass().ifPresent(v -> headers.put("x-goog-storage-class", v));
    metadata(options).forEach((name, value) -> headers.put("x-goog-meta-" + name, value));
    config.kmsKey().ifPresent(v -> headers.put("x-goog-encryption-kms-key-name", v));
    config
        .lockMode()
        .ifPresent(
            mode -> {
              headers.put(
                  "x-goog-object-lock-mode", mode.equals("Locked") ? "COMPLIANCE" : "GOVERNANCE");
              headers.put("x-goog-object-lock-retain-until-date", until(config.lockFor()));
            });
    return headers;
  }

  /** The headers that were set to what the service would say without them. */
  private static String explicit(BlobHeaders headers) {
    List<String> names = new ArrayList<>();
    if (headers.contentEncoding().filter("identity"::equals).isPresent()) {
      names.add(ENCODING);
    }
    if (headers.cacheControl().filter(GcsReplies.DEFAULT_CACHING::contains).isPresent()) {
      names.add(CACHING);
    }
    return String.join(",", names);
  }

  private static void header(Map<String, String> headers, String name, Optional<String> value) {
    value.ifPresent(
        v -> {
          if (!v.chars().allMatch(c -> c < 0x7f)) {
            throw StorageException.invalidArgument(
                name + " holds a character that is not ASCII, which no header of this service has");
          }
          headers.put(name, v);
        });
  }

  private static String until(Duration life) {
    return Instant.now().plus(life).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Metadata as ASCII, so that it is the same through both APIs. */
  private static Map<String, String> metadata(PutOptions options) {
    Map<String, String> encoded = new TreeMap<>();
    String explicit = explicit(options.headers());
    int size = 0;
    if (!explicit.isEmpty()) {
      encoded.put(EXPLICIT, explicit);
      size += EXPLICIT.length() + explicit.length();
    }
    for (Map.Entry<String, String> entry : options.metadata().entrySet()) {
      String value = MetadataText.encode(entry.getValue());
      encoded.put(entry.getKey(), value);
      size += entry.getKey().length() + value.length();
    }
    if (size > MOST_METADATA) {
      throw StorageException.of(
          ErrorCode.INVALID_ARGUMENT,
          "metadata has " + size + " bytes as it is sent; at most " + MOST_METADATA);
    }
    return encoded;
  }

  /** The resource of a write through the JSON API. */
  ObjectNode resource(PutOptions options) {
    ObjectNode resource = MAPPER.createObjectNode();
    BlobHeaders standard = options.headers();
    resource.put("contentType", standard.contentType().orElse("application/octet-stream"));
    standard.contentEncoding().ifPresent(v -> resource.put("contentEncoding", v));
    standard.contentLanguage().ifPresent(v -> resource.put("contentLanguage", v));
    standard.contentDisposition().ifPresent(v -> resource.put("contentDisposition", v));
    standard.cacheControl().ifPresent(v -> resource.put("cacheControl", v));
    options.storageClass().ifPresent(v -> resource.put("storageClass", v));
    Map<String, String> metadata = metadata(options);
    if (!metadata.isEmpty()) {
      ObjectNode custom = resource.putObject("metadata");
      metadata.forEach(custom::put);
    }
    config
        .lockMode()
        .ifPresent(
            mode ->
                resource
                    .putObject("retention")
                    .put("mode", mode)
                    .put("retainUntilTime", until(config.lockFor())));
    return resource;
  }

  /** What a write answered with a resource. */
  static PutResult written(JsonNode resource) throws IOException {
    BlobInfo info = info(resource);
    return PutResult.of(info.etag(), info.size())
        .withVersion(info.version().orElse(null))
        .withModified(info.modified())
        .withChecksums(info.checksums());
  }

  static BlobInfo info(JsonNode resource) throws IOException {
    String generation = text(resource, "generation");
    String size = text(resource, "size");
    if (generation == null || size == null) {
      throw new MalformedReplyException("an object has no generation or no size");
    }
    return BlobInfo.builder(resource.path("name").asText(), Long.parseLong(size))
        .etag(generation)
        .version(generation)
        .modified(time(text(resource, "updated")))
        .headers(
            BlobHeaders.none()
                .withContentType(resource.path("contentType").asText("application/octet-stream"))
                .withContentEncoding(text(resource, "contentEncoding"))
                .withContentLanguage(text(resource, "contentLanguage"))
                .withContentDisposition(text(resource, "contentDisposition"))
                .withCacheControl(text(resource, "cacheControl")))
        .metadata(custom(resource.path("metadata")))
        .storageClass(text(resource, "storageClass"))
        .checksums(sums(text(resource, "crc32c"), text(resource, "md5Hash")))
        .build();
  }

  static @Nullable String text(JsonNode node, String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value.asText();
  }

  /** Headers have whole seconds, so all times are cut to these. */
  static Instant time(@Nullable String text) {
    try {
      return text == null ? Instant.EPOCH : Instant.parse(text).truncatedTo(ChronoUnit.SECONDS);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  private static Map<String, String> custom(JsonNode metadata) {
    Map<String, String> custom = new TreeMap<>();
    metadata
        .properties()
        .forEach(
            e ->
                custom.put(
                    e.getKey().toLowerCase(Locale.ROOT),
                    MetadataText.decode(e.getValue().asText())));
    custom.remove(EXPLICIT);
    return custom;
  }

  private static Map<ChecksumAlgorithm, Checksum> sums(
      @Nullable String crc32c, @Nullable String md5) {
    Map<ChecksumAlgorithm, Checksum> sums = new EnumMap<>(ChecksumAlgorithm.class);
    if (crc32c != null && crc32c.length() == 8) {
      sums.put(ChecksumAlgorithm.CRC32C, Checksum.ofBase64(ChecksumAlgorithm.CRC32C, crc32c));
    }
    if (md5 != null && md5.length() == 24) {
      sums.put(ChecksumAlgorithm.MD5, Checksum.ofBase64(ChecksumAlgorithm.MD5, md5));
    }
    return sums;
  }

  /** The checksums that x-goog-hash names, in one line or several. */
  static Map<ChecksumAlgorithm, Checksum> hashes(HttpHeaders headers) {
    String crc32c = null;
    String md5 = null;
    for (String line : headers.all("x-goog-hash")) {
      for (String one : line.split(",")) {
        String hash = one.strip();
        if (hash.startsWith("crc32c=")) {
          crc32c = hash.substring("crc32c=".length());
        } else if (hash.startsWith("md5=")) {
          md5 = hash.substring("md5=".length());
        }
      }
    }
    return sums(crc32c, md5);
  }

  /** CRC32C alone where there is one: the other costs a hundred times as much to compare. */
  static Map<ChecksumAlgorithm, Checksum> acknowledged(Map<ChecksumAlgorithm, Checksum> sums) {
    Checksum crc = sums.get(ChecksumAlgorithm.CRC32C);
    return crc == null ? sums : Map.of(ChecksumAlgorithm.CRC32C, crc);
  }

  /**
   * The MD5 that the ETag of a part is, by which a part is known whose acknowledgement a killed
   * process did not live to read. One that is something else fits no bytes.
   */
  static Map<ChecksumAlgorithm, Checksum> digestIn(String etag) {
    String hex = etag.replace("\"", "");
    return MD5_HEX.matcher(hex).matches()
        ? Map.of(
            ChecksumAlgorithm.MD5, Checksum.of(ChecksumAlgorithm.MD5, HexFormat.of().parseHex(hex)))
        : Map.of();
  }
}
