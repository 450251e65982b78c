package dev.stowage.oci.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stowage.blob.BlobHeaders;
import dev.stowage.blob.PendingUpload;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.blob.UploadPart;
import dev.stowage.http.HttpHeaders;
import dev.stowage.http.HttpResponse;
import dev.stowage.oci.OciCall;
import dev.stowage.oci.OciException;
import dev.stowage.oci.OciWire;
import dev.stowage.spi.BlobContent;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.BlobDriver.Page;
import dev.stowage.wire.MalformedReplyException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Uploads in parts. The parts are ours, not those of the SDK's upload manager. */
final class OciUploads implements BlobDriver.Parts {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BucketPaths paths;
  private final Optional<String> usualTier;

  OciUploads(BucketPaths paths, Optional<String> usualTier) {
    this.paths = paths;
    this.usualTier = usualTier;
  }

  /** Without the condition, which is checked when the upload is committed. */
  @Override
  public String start(String key, PutOptions options) throws IOException {
    OciCall call =
        paths
            .inBucket("POST", "u")
            .header("opc-checksum-algorithm", "CRC32C")
            .json(JSON.writeValueAsBytes(details(key, options)));
    String id = paths.wire().document(call).path("uploadId").asText("");
    if (id.isEmpty()) {
      throw new MalformedReplyException("an upload was started but has no id");
    }
    return id;
  }

  private ObjectNode details(String key, PutOptions options) {
    BlobHeaders headers = options.headers();
    ObjectNode body = JSON.createObjectNode().put("object", key);
    body.put("contentType", headers.contentType().orElse("application/octet-stream"));
    headers.contentEncoding().ifPresent(v -> body.put("contentEncoding", v));
    headers.contentLanguage().ifPresent(v -> body.put("contentLanguage", v));
    headers.contentDisposition().ifPresent(v -> body.put("contentDisposition", v));
    headers.cacheControl().ifPresent(v -> body.put("cacheControl", v));
    options
        .storageClass()
        .or(() -> usualTier)
        .ifPresent(v -> body.put("storageTier", ObjectHeaders.tier(v)));
    ObjectNode metadata = body.putObject("metadata");
    options
        .metadata()
        .forEach(
            (name, value) ->
                metadata.put(ObjectHeaders.META + name, ObjectHeaders.metadata(name, value)));
    return body;
  }

  @Override
  public UploadPart put(String key, String uploadId, int number, BlobContent content)
      throws IOException {
    OciCall call =
        paths.ofUpload("PUT", key, uploadId).query("uploadPartNum", Integer.toString(number));
    ObjectHeaders.checksum(call, content);
    call.content(new ContentBody(content), !content.replayable());
    try (HttpResponse reply = paths.wire().send(call)) {
      HttpHeaders headers = reply.headers();
      return new UploadPart(
          number, content.size(), ObjectHeaders.etag(headers), ObjectHeaders.acknowledged(headers));
    }
  }

  /**
   * Parts that were sent and are not wanted have to be named too; they are asked for only when the
   * service says that something is wrong with the list.
   */
  @Override
  public PutResult complete(String key, String uploadId, List<UploadPart> parts, PutOptions options)
      throws IOException {
    try {
      return commit(key, uploadId, parts, List.of(), options);
    } catch (OciException e) {
      if (e.getStatusCode() != 400) {
        throw ObjectFailures.ofWrite(e, options.condition());
      }
      Set<Integer> wanted = new HashSet<>();
      parts.forEach(part -> wanted.add(part.number()));
      List<Integer> unwanted =
          parts(key, uploadId, 0).items().stream()
              .map(UploadPart::number)
              .filter(number -> !wanted.contains(number))
              .toList();
      if (unwanted.isEmpty()) {
        throw e;
      }
      try {
        return commit(key, uploadId, parts, unwanted, options);
      } catch (OciException again) {
        throw ObjectFailures.ofWrite(again, options.condition());
      }
    }
  }

  private PutResult commit(
      String key,
      String uploadId,
      List<UploadPart> parts,
      List<Integer> unwanted,
      PutOptions options)
      throws IOException {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode wanted = body.putArray("partsToCommit");
    for (UploadPart part : parts) {
      wanted.addObject().put("partNum", part.number()).put("etag", part.etag());
    }
    if (!unwanted.isEmpty()) {
      unwanted.forEach(body.putArray("partsToExclude")::add);
    }
    OciCall call = paths.ofUpload("POST", key, uploadId).json(JSON.writeValueAsBytes(body));
    ObjectHeaders.condition(call, options.condition());
    try (HttpResponse reply = paths.wire().send(call)) {
      long size = parts.stream().mapToLong(UploadPart::size).sum();
      return ObjectHeaders.written(reply.headers(), size);
    }
  }

  @Override
  public void abort(String key, String uploadId) throws IOException {
    try {
      paths.wire().done(paths.ofUpload("DELETE", key, uploadId));
    } catch (OciException e) {
      if (!ObjectFailures.noSuchObject(e)) {
        throw e;
      }
    }
  }

  /** All at once: the service's pages have no part number to go on from. */
  @Override
  public Page<UploadPart> parts(String key, String uploadId, int afterNumber) throws IOException {
    List<UploadPart> behind = new ArrayList<>();
    Optional<String> page = Optional.empty();
    do {
      OciCall call = paths.ofUpload("GET", key, uploadId).query("limit", "1000");
      page.ifPresent(p -> call.query("page", p));
      try (HttpResponse reply = paths.wire().send(call)) {
        page = reply.headers().first("opc-next-page");
        Listings.parts(OciWire.document(reply)).stream()
            .filter(part -> part.number() > afterNumber)
            .forEach(behind::add);
      }
    } while (page.isPresent());
    return new Page<>(behind, Optional.empty());
  }

  @Override
  public Page<PendingUpload> uploads(String prefix, @Nullable String cursor) throws IOException {
    OciCall call = paths.inBucket("GET", "u").query("limit", "1000");
    if (cursor != null) {
      call.query("page", cursor);
    }
    try (HttpResponse reply = paths.wire().send(call)) {
      JsonNode document = OciWire.document(reply);
      return Listings.uploads(document, prefix, reply.headers().first("opc-next-page"));
    }
  }
}
