package dev.stowage.gcs;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.PendingUpload;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.blob.UploadPart;
import dev.stowage.gcs.GcsWire.Ask;
import dev.stowage.http.HttpBody;
import dev.stowage.http.HttpHeaders;
import dev.stowage.http.HttpResponse;
import dev.stowage.spi.BlobContent;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.BlobDriver.Page;
import dev.stowage.wire.MalformedReplyException;
import dev.stowage.wire.XmlNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Uploads in parts through the XML API. It knows no preconditions there, so an upload under a
 * condition is put together under a name of our own, and moved to its place by a rewrite, which
 * does.
 */
final class GcsParts implements BlobDriver.Parts {
  /** Where uploads under a condition are put together; listings do not show it. */
  static final String STAGE = ".stowage-staged/";

  private static final int MOST_KEY_BYTES = 1024;

  private final GcsDriver driver;
  private final GcsResource resources;
  private final GcsWire wire;
  private final String bucket;

  GcsParts(GcsDriver driver, GcsResource resources) {
    this.driver = driver;
    this.resources = resources;
    this.wire = driver.wire();
    this.bucket = driver.config().bucket();
  }

  /**
   * An upload as its id names it: {@code id}, or {@code stage:id}.
   *
   * @param at the name it is put together under
   */
  private record Place(String at, String id, boolean staged) {
    static Place of(String key, String uploadId) {
      int colon = uploadId.indexOf(':');
      return colon < 0
          ? new Place(key, uploadId, false)
          : new Place(
              STAGE + uploadId.substring(0, colon) + "/" + key,
              uploadId.substring(colon + 1),
              true);
    }
  }

  private URI uri(Place place, Map<String, String> more) {
    Map<String, String> query = new LinkedHashMap<>(more);
    query.put("uploadId", place.id());
    return wire.endpoint().xml(bucket, place.at(), query);
  }

  @Override
  public String start(String key, PutOptions options) throws IOException {
    if (options.condition().isNone()) {
      return initiate(key, options);
    }
    String stage = UUID.randomUUID().toString();
    String at = Place.of(key, stage + ":").at();
    if (at.getBytes(StandardCharsets.UTF_8).length > MOST_KEY_BYTES) {
      throw StorageException.of(
          ErrorCode.INVALID_KEY,
          "the key is too long for an upload in parts under a condition: at most "
              + (MOST_KEY_BYTES - Place.of("", stage + ":").at().length())
              + " bytes");
    }
    return stage + ":" + initiate(at, options);
  }

  private String initiate(String at, PutOptions options) throws IOException {
    URI uri = wire.endpoint().xml(bucket, at, Map.of("uploads", ""));
    Ask ask = new Ask("POST", uri, resources.headers(options), HttpBody.empty(), true, false);
    try (HttpResponse reply = wire.send(ask)) {
      String id = wire.xml(reply).of("UploadId");
      if (id.isEmpty()) {
        throw new MalformedReplyException("an upload was started but has no id");
      }
      return id;
    }
  }

  @Override
  public UploadPart put(String key, String uploadId, int number, BlobContent content)
      throws IOException {
    URI uri = uri(Place.of(key, uploadId), Map.of("partNumber", Integer.toString(number)));
    HttpHeaders reply = driver.put(uri, new LinkedHashMap<>(), content);
    return new UploadPart(
        number,
        content.size(),
        reply.first("ETag").orElse(""),
        GcsResource.acknowledged(GcsResource.hashes(reply)));
  }

  @Override
  public PutResult complete(String key, String uploadId, List<UploadPart> parts, PutOptions options)
      throws IOException {
    Place place = Place.of(key, uploadId);
    if (!place.staged()) {
      return assemble(place, parts);
    }
    try {
      assemble(place, parts);
    } catch (GcsException e) {
      // An earlier attempt may have got this far: then the object is there, or in its place.
      if (!e.reason().equals("NoSuchUpload")) {
        throw e;
      }
    }
    return move(place, key, options);
  }

  private PutResult assemble(Place place, List<UploadPart> parts) throws IOException {
    StringBuilder xml = new StringBuilder("<CompleteMultipartUpload>");
    for (UploadPart part : parts) {
      xml.append("<Part><PartNumber>").append(part.number()).append("</PartNumber><ETag>");
      xml.append(XmlNode.escape(part.etag())).append("</ETag></Part>");
    }
    byte[] body =
        xml.append("</CompleteMultipartUpload>").toString().getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = Map.of("Content-Type", "application/xml");
    Ask ask = new Ask("POST", uri(place, Map.of()), headers, HttpBody.of(body), true, false);
    try (HttpResponse reply = wire.send(ask)) {
      wire.xml(reply);
      Optional<String> generation = reply.headers().first("x-goog-generation");
      if (generation.isEmpty() || GcsResource.hashes(reply.headers()).isEmpty()) {
        // What the answer does not say is asked for: a write without a checksum is not verified.
        BlobInfo info = driver.head(place.at(), GetOptions.defaults());
        return PutResult.of(info.etag(), info.size())
            .withVersion(info.version().orElse(null))
            .withChecksums(GcsResource.acknowledged(info.checksums()));
      }
      long size = parts.stream().mapToLong(UploadPart::size).sum();
      return PutResult.of(generation.get(), size)
          .withVersion(generation.get())
          .withChecksums(GcsResource.hashes(reply.headers()));
    }
  }

  private PutResult move(Place place, String key, PutOptions options) throws IOException {
    Map<String, String> query = new LinkedHashMap<>();
    GcsDriver.condition(options.condition()).ifPresent(c -> c.toQuery("if", query));
    String resource = resources.resource(options).toString();
    PutResult result =
        new GcsCopies(driver).rewrite(bucket, place.at(), key, query, resource, bytes -> {});
    discard(place);
    return result;
  }

  private void discard(Place place) throws IOException {
    driver.delete(place.at(), (String) null);
  }

  @Override
  public void abort(String key, String uploadId) throws IOException {
    Place place = Place.of(key, uploadId);
    if (!place.id().isEmpty()) {
      try {
        wire.send(Ask.of("DELETE", uri(place, Map.of()))).close();
      } catch (GcsException e) {
        if (GcsFailures.classify(e).code() != ErrorCode.NOT_FOUND) {
          throw e;
        }
      }
    }
    if (place.staged()) {
      discard(place);
    }
  }

  @Override
  public Page<UploadPart> parts(String key, String uploadId, int afterNumber) throws IOException {
    Map<String, String> query =
        afterNumber > 0 ? Map.of("part-number-marker", Integer.toString(afterNumber)) : Map.of();
    try (HttpResponse reply = wire.send(Ask.of("GET", uri(Place.of(key, uploadId), query)))) {
      XmlNode root = wire.xml(reply);
      List<UploadPart> parts = new ArrayList<>();
      for (XmlNode part : root.all("Part")) {
        parts.add(
            new UploadPart(
                Integer.parseInt(part.of("PartNumber")),
                Long.parseLong(part.of("Size")),
                part.of("ETag"),
                GcsResource.digestIn(part.of("ETag"))));
      }
      boolean more = root.of("IsTruncated").equals("true");
      return new Page<>(
          parts, more ? Optional.of(root.of("NextPartNumberMarker")) : Optional.empty());
    }
  }

  /** First those of plain uploads, then those under a condition, then what such ones left. */
  @Override
  public Page<PendingUpload> uploads(String prefix, @Nullable String cursor) throws IOException {
    String at = cursor == null ? "plain " : cursor;
    String phase = at.substring(0, at.indexOf(' '));
    String rest = at.substring(at.indexOf(' ') + 1);
    return switch (phase) {
      case "plain" -> pending(prefix, prefix, rest, "plain", "staged ");
      case "staged" -> pending(STAGE, prefix, rest, "staged", "left ");
      default -> left(prefix, rest);
    };
  }

  private Page<PendingUpload> pending(
      String listed, String prefix, String markers, String phase, String then) throws IOException {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("uploads", "");
    query.put("encoding-type", "url");
    if (!listed.isEmpty()) {
      query.put("prefix", listed);
    }
    if (!markers.isEmpty()) {
      query.put("key-marker", decoded(markers.substring(0, markers.indexOf(' '))));
      query.put("upload-id-marker", markers.substring(markers.indexOf(' ') + 1));
    }
    try (HttpResponse reply = wire.send(Ask.of("GET", wire.endpoint().xml(bucket, "", query)))) {
      XmlNode root = wire.xml(reply);
      boolean encoded = root.of("EncodingType").equals("url");
      List<PendingUpload> uploads = new ArrayList<>();
      for (XmlNode upload : root.all("Upload")) {
        String name = encoded ? decoded(upload.of("Key")) : upload.of("Key");
        Instant started = Instant.parse(upload.of("Initiated"));
        if (!name.startsWith(STAGE)) {
          uploads.add(new PendingUpload(name, upload.of("UploadId"), started));
        } else if (phase.equals("staged")) {
          staged(name, upload.of("UploadId"), started, prefix).ifPresent(uploads::add);
        }
      }
      String next =
          root.of("IsTruncated").equals("true")
              ? phase
                  + " "
                  + StorageUrl.encodeKey(
                      encoded ? decoded(root.of("NextKeyMarker")) : root.of("NextKeyMarker"))
                  + " "
                  + root.of("NextUploadIdMarker")
              : then;
      return new Page<>(uploads, Optional.of(next));
    }
  }

  private static Optional<PendingUpload> staged(
      String name, String id, Instant started, String prefix) {
    int slash = name.indexOf('/', STAGE.length());
    String key = name.substring(slash + 1);
    return slash < 0 || !key.startsWith(prefix)
        ? Optional.empty()
        : Optional.of(
            new PendingUpload(key, name.substring(STAGE.length(), slash) + ":" + id, started));
  }

  /** Objects that were put together but never reached their place: their process ended then. */
  private Page<PendingUpload> left(String prefix, String token) throws IOException {
    Page<BlobInfo> page =
        new GcsListings(driver.config(), wire).plain(STAGE, token.isEmpty() ? null : token);
    List<PendingUpload> uploads = new ArrayList<>();
    for (BlobInfo blob : page.items()) {
      staged(blob.key(), "", blob.modified(), prefix).ifPresent(uploads::add);
    }
    return new Page<>(uploads, page.cursor().map(c -> "left " + c));
  }

  private static String decoded(String text) {
    return StorageUrl.parse(
            "gs://b/" + text.replace("+", "%20").replace("#", "%23").replace(" ", "%20"))
        .path();
  }
}
