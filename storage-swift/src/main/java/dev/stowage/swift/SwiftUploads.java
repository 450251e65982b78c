package dev.stowage.swift;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stowage.ErrorCode;
import dev.stowage.Pacer;
import dev.stowage.StorageException;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.PendingUpload;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.blob.UploadPart;
import dev.stowage.http.HttpResponse;
import dev.stowage.spi.BlobContent;
import dev.stowage.spi.BlobDriver.Page;
import dev.stowage.spi.BlobDriver.Parts;
import dev.stowage.spi.KeyOrder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uploads in parts, as segments of a static large object in a container beside. A note, an empty
 * object there too, stands for an upload that is under way.
 */
final class SwiftUploads implements Parts {
  private static final Logger LOG = LoggerFactory.getLogger(SwiftUploads.class);

  /** What python-swiftclient calls its segments. */
  private static final String SEGMENT_TYPE = "application/swiftclient-segment";

  /** For so long a part is sent without asking whether the upload was aborted. */
  private static final Duration TRUSTED = Duration.ofSeconds(30);

  private final SwiftWire wire;
  private final String container;
  private final String segments;
  private final SegmentNames names;
  private final Generations generations;
  private final Pacer pacer;
  private final Map<String, Instant> live = new ConcurrentHashMap<>();

  /**
   * Segments that were sent, by upload. One whose answer never came may arrive after an abort has
   * looked for segments; but it is older than its own deletion, and so never appears.
   */
  private final Map<String, Set<String>> sent = new ConcurrentHashMap<>();

  SwiftUploads(
      SwiftWire wire,
      SwiftSettings settings,
      String container,
      Generations generations,
      Pacer pacer) {
    this.wire = wire;
    this.container = container;
    this.segments = settings.segmentsOf(container);
    this.names = new SegmentNames(settings.documentNaming());
    this.generations = generations;
    this.pacer = pacer;
  }

  @Override
  public String start(String key, PutOptions options) throws IOException {
    SwiftMetadata.encode(options.metadata());
    String id = SegmentNames.newId(Instant.now());
    String note = SegmentNames.note(key, id);
    if (!putNote(note, key)) {
      createSegments();
      if (!putNote(note, key)) {
        throw new SwiftException(404, "no container for segments", null, null);
      }
    }
    generations.seen();
    live.put(id, pacer.now());
    return id;
  }

  /** False when there is no container of segments. */
  private boolean putNote(String note, String key) throws IOException {
    SwiftCall put =
        SwiftCall.object("PUT", segments, note)
            .header("Content-Type", "text/plain; charset=utf-8")
            .text(key);
    try (HttpResponse response = wire.send(put)) {
      if (response.status() == 404) {
        return false;
      }
      if (response.status() >= 300) {
        throw SwiftException.of(response);
      }
      return true;
    }
  }

  /** In the same storage policy as the container, as python-swiftclient does. */
  private void createSegments() throws IOException {
    String policy;
    try (HttpResponse head = wire.expect(SwiftCall.container("HEAD", container))) {
      policy = head.headers().first("X-Storage-Policy").orElse("");
    }
    SwiftCall put = SwiftCall.container("PUT", segments).empty();
    if (!policy.isEmpty()) {
      put.header("X-Storage-Policy", policy);
    }
    wire.expect(put).close();
  }

  @Override
  public UploadPart put(String key, String uploadId, int number, BlobContent content)
      throws IOException {
    checkLive(key, uploadId);
    content.require(ChecksumAlgorithm.MD5);
    String name = names.segment(key, uploadId, number);
    sent.computeIfAbsent(uploadId, id -> ConcurrentHashMap.newKeySet()).add(name);
    SwiftCall put =
        SwiftCall.object("PUT", segments, name)
            .header("Content-Type", SEGMENT_TYPE)
            .content(content);
    try (HttpResponse response = wire.expect(put)) {
      String etag = SwiftHeaders.etag(response.headers());
      return new UploadPart(number, content.size(), etag, SwiftHeaders.md5(etag));
    }
  }

  private void checkLive(String key, String id) throws IOException {
    checkId(id);
    Instant checked = live.get(id);
    if (checked != null && pacer.now().isBefore(checked.plus(TRUSTED))) {
      return;
    }
    live.remove(id);
    wire.expect(SwiftCall.object("HEAD", segments, SegmentNames.note(key, id))).close();
    live.put(id, pacer.now());
  }

  private static void checkId(String id) {
    if (!SegmentNames.isId(id)) {
      throw StorageException.of(ErrorCode.NOT_FOUND, "this is no id of an upload to Swift");
    }
  }

  @Override
  public PutResult complete(String key, String uploadId, List<UploadPart> parts, PutOptions options)
      throws IOException {
    checkId(uploadId);
    wire.expect(SwiftCall.object("HEAD", segments, SegmentNames.note(key, uploadId))).close();
    List<Segment> manifest = new ArrayList<>();
    for (UploadPart part : parts) {
      // Swift takes no empty segment; leaving it away changes nothing.
      if (part.size() > 0) {
        String name = names.segment(key, uploadId, part.number());
        manifest.add(new Segment(segments, name, part.size(), part.etag()));
      }
    }
    if (!options.condition().isIfAbsent()) {
      generations.before(key);
    }
    PutResult result = publish(key, manifest, options);
    live.remove(uploadId);
    generations.after(key, manifest);
    tidy(key, uploadId, manifest);
    return result;
  }

  /** Writes the manifest of segments that are there. */
  PutResult publish(String key, List<Segment> manifest, PutOptions options) throws IOException {
    SwiftCall put =
        manifest.isEmpty()
            ? SwiftCall.object("PUT", container, key).empty()
            : Manifests.put(container, key, manifest);
    SwiftHeaders.attributes(put, options);
    SwiftHeaders.condition(put, options);
    put.header(SwiftMetadata.HEADER + SwiftHeaders.OWNER, generations.owner(key));
    Optional<Checksum> crc =
        options.checksum().filter(sum -> sum.algorithm() == ChecksumAlgorithm.CRC32C);
    crc.ifPresent(sum -> put.header(SwiftMetadata.HEADER + SwiftHeaders.CRC32C, sum.hex()));
    long size = manifest.stream().mapToLong(Segment::size).sum();
    try {
      if (manifest.isEmpty()) {
        try (HttpResponse response = wire.expect(put)) {
          return PutResult.of(SwiftHeaders.etag(response.headers()), size);
        }
      }
      return PutResult.of(SwiftHeaders.etag(Manifests.send(wire, put, manifest)), size);
    } catch (SwiftException e) {
      if (e.status() == 404) {
        throw StorageException.builder(ErrorCode.CONTAINER_NOT_FOUND, "no such container")
            .httpStatus(404)
            .requestId(e.requestId())
            .cause(e)
            .build();
      }
      throw e;
    }
  }

  /** Removes the note, and parts that were sent but are not part of the object. */
  private void tidy(String key, String id, List<Segment> manifest) {
    try {
      Set<String> rest = sentOrThere(key, id);
      manifest.forEach(segment -> rest.remove(segment.path()));
      generations.remove(List.copyOf(rest));
      delete(SegmentNames.note(key, id));
      sent.remove(id);
    } catch (IOException | RuntimeException e) {
      // The object is published. The note stays, and aborting it later spares what is in use.
      LOG.warn("the note of a finished upload stays behind in {}", segments, e);
    }
  }

  /** Copies whole segments at the service, under the names of another upload. */
  List<Segment> copySegments(String key, String id, List<Segment> sources) throws IOException {
    List<Segment> copies = new ArrayList<>();
    for (Segment source : sources) {
      String name = names.segment(key, id, copies.size() + 1);
      SwiftCall copy =
          SwiftCall.object("COPY", source.container(), source.name())
              .header("If-Match", SwiftHeaders.quoted(source.etag()))
              .header("Destination", SwiftCall.pathOf(segments, name).substring(1));
      wire.expect(copy).close();
      copies.add(new Segment(segments, name, source.size(), source.etag()));
    }
    return copies;
  }

  /** The upload's object is published. */
  void finished(String key, String id) throws IOException {
    live.remove(id);
    delete(SegmentNames.note(key, id));
  }

  private void delete(String name) throws IOException {
    try (HttpResponse response = wire.send(SwiftCall.object("DELETE", segments, name))) {
      if (response.status() >= 300 && response.status() != 404) {
        throw SwiftException.of(response);
      }
    }
  }

  @Override
  public void abort(String key, String uploadId) throws IOException {
    if (!SegmentNames.isId(uploadId)) {
      return;
    }
    live.remove(uploadId);
    String note = SegmentNames.note(key, uploadId);
    try (HttpResponse head = wire.send(SwiftCall.object("HEAD", segments, note))) {
      if (head.status() == 404) {
        return;
      }
      if (head.status() >= 300) {
        throw SwiftException.of(head);
      }
    }
    // An upload that was published just before its process died still has a note.
    Set<String> gone = sentOrThere(key, uploadId);
    gone.removeAll(generations.usedBy(key));
    generations.remove(List.copyOf(gone));
    delete(note);
    sent.remove(uploadId);
  }

  /** Paths of all segments of an upload that are known, or may still come. */
  private Set<String> sentOrThere(String key, String id) throws IOException {
    Set<String> paths = new HashSet<>();
    for (JsonNode entry : Listings.all(wire, segments, names.prefix(key, id))) {
      paths.add("/" + segments + "/" + Listings.nameOf(entry));
    }
    sent.getOrDefault(id, Set.of()).forEach(name -> paths.add("/" + segments + "/" + name));
    return paths;
  }

  @Override
  public Page<UploadPart> parts(String key, String uploadId, int afterNumber) throws IOException {
    checkId(uploadId);
    wire.expect(SwiftCall.object("HEAD", segments, SegmentNames.note(key, uploadId))).close();
    String prefix = names.prefix(key, uploadId);
    List<UploadPart> parts = new ArrayList<>();
    for (JsonNode entry : Listings.all(wire, segments, prefix)) {
      OptionalInt number = names.number(prefix, Listings.nameOf(entry));
      if (number.isPresent() && number.getAsInt() > afterNumber) {
        String etag = SwiftHeaders.unquoted(entry.path("hash").asText());
        parts.add(
            new UploadPart(
                number.getAsInt(), entry.path("bytes").asLong(), etag, SwiftHeaders.md5(etag)));
      }
    }
    parts.sort(Comparator.comparingInt(UploadPart::number));
    return new Page<>(parts, Optional.empty());
  }

  /** All in one page: the names of notes do not sort as keys do. */
  @Override
  public Page<PendingUpload> uploads(String prefix, @Nullable String cursor) throws IOException {
    List<PendingUpload> uploads = new ArrayList<>();
    for (JsonNode entry : notes()) {
      Optional<SegmentNames.Note> note = SegmentNames.note(Listings.nameOf(entry));
      if (note.isPresent()) {
        String key = note.get().shortened() ? keyIn(Listings.nameOf(entry)) : note.get().stem();
        if (key != null && key.startsWith(prefix)) {
          Instant started = SwiftHeaders.exactly(entry.path("last_modified").asText());
          uploads.add(new PendingUpload(key, note.get().id(), started));
        }
      }
    }
    uploads.sort(
        Comparator.comparing(PendingUpload::key, KeyOrder.UTF8).thenComparing(PendingUpload::id));
    return new Page<>(uploads, Optional.empty());
  }

  private List<JsonNode> notes() throws IOException {
    try {
      return Listings.all(wire, segments, SegmentNames.NOTES);
    } catch (SwiftException e) {
      if (e.status() == 404) {
        return List.of();
      }
      throw e;
    }
  }

  /** The key of an upload whose note could not be named after it; null when the note has gone. */
  private @Nullable String keyIn(String note) throws IOException {
    try (HttpResponse response = wire.send(SwiftCall.object("GET", segments, note))) {
      if (response.status() == 404) {
        return null;
      }
      if (response.status() >= 300) {
        throw SwiftException.of(response);
      }
      return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
