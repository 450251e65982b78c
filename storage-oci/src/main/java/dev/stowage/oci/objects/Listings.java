package dev.stowage.oci.objects;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stowage.blob.BlobHeaders;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobVersion;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import dev.stowage.blob.PendingUpload;
import dev.stowage.blob.UploadPart;
import dev.stowage.oci.OciCall;
import dev.stowage.spi.BlobDriver.Page;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Listings as requests and as documents. */
final class Listings {
  static final String FIELDS = "name,size,etag,md5,timeCreated,timeModified,storageTier";

  private Listings() {}

  /**
   * A page of a bucket. Where a page ended the service names the key that the next one starts with,
   * which is the cursor; a caller's {@code startAfter} is strictly behind.
   */
  static OciCall request(OciCall call, ListRequest request) {
    call.query("limit", Integer.toString(request.pageSize())).query("fields", FIELDS);
    if (!request.prefix().isEmpty()) {
      call.query("prefix", request.prefix());
    }
    request.delimiter().ifPresent(d -> call.query("delimiter", d));
    if (request.cursor().isPresent()) {
      call.query("start", request.cursor().get());
    } else {
      request.startAfter().ifPresent(after -> call.query("startAfter", after));
    }
    return call;
  }

  static ListPage objects(JsonNode document) {
    List<BlobInfo> blobs = new ArrayList<>();
    document.path("objects").forEach(entry -> blobs.add(info(entry).build()));
    List<String> prefixes = new ArrayList<>();
    document.path("prefixes").forEach(prefix -> prefixes.add(prefix.asText()));
    return new ListPage(blobs, prefixes, text(document, "nextStartWith"));
  }

  private static BlobInfo.Builder info(JsonNode entry) {
    Map<ChecksumAlgorithm, Checksum> sums =
        text(entry, "md5")
            .flatMap(v -> ObjectHeaders.sum(ChecksumAlgorithm.MD5, v))
            .map(s -> Map.of(ChecksumAlgorithm.MD5, s))
            .orElse(Map.of());
    return BlobInfo.builder(entry.path("name").asText(), entry.path("size").asLong(0))
        .etag(entry.path("etag").asText(""))
        .modified(time(text(entry, "timeModified").orElse(entry.path("timeCreated").asText(""))))
        .created(text(entry, "timeCreated").map(Listings::time).orElse(null))
        .headers(BlobHeaders.none())
        .checksums(sums)
        .storageClass(text(entry, "storageTier").orElse(null));
  }

  static Page<BlobVersion> versions(JsonNode document, String lastKey, Optional<String> next) {
    List<BlobVersion> versions = new ArrayList<>();
    String last = lastKey;
    for (JsonNode entry : document.path("items")) {
      BlobInfo info = info(entry).version(entry.path("versionId").asText()).build();
      boolean marker = entry.path("isDeleteMarker").asBoolean(false);
      versions.add(new BlobVersion(info, !info.key().equals(last), marker));
      last = info.key();
    }
    String end = last;
    return new Page<>(versions, next.map(page -> VersionCursor.text(page, end)));
  }

  static List<UploadPart> parts(JsonNode document) {
    List<UploadPart> parts = new ArrayList<>();
    for (JsonNode entry : document) {
      Optional<Checksum> md5 =
          text(entry, "md5").flatMap(v -> ObjectHeaders.sum(ChecksumAlgorithm.MD5, v));
      parts.add(
          new UploadPart(
              entry.path("partNumber").asInt(),
              entry.path("size").asLong(),
              entry.path("etag").asText(""),
              md5.map(s -> Map.of(s.algorithm(), s)).orElse(Map.of())));
    }
    return parts;
  }

  /** The service lists all uploads of a bucket; a prefix is looked for here. */
  static Page<PendingUpload> uploads(JsonNode document, String prefix, Optional<String> next) {
    List<PendingUpload> uploads = new ArrayList<>();
    for (JsonNode entry : document) {
      String key = entry.path("object").asText();
      if (key.startsWith(prefix)) {
        uploads.add(
            new PendingUpload(
                key, entry.path("uploadId").asText(), time(entry.path("timeCreated").asText(""))));
      }
    }
    return new Page<>(uploads, next);
  }

  static Optional<String> text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isMissingNode() || value.isNull() || value.asText().isEmpty()
        ? Optional.empty()
        : Optional.of(value.asText());
  }

  static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }
}
