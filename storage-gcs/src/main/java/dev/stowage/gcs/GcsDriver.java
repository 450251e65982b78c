package dev.stowage.gcs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stowage.ErrorCode;
import dev.stowage.blob.BlobCapabilities;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobLimits;
import dev.stowage.blob.BlobVersion;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.DeleteResult;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.KeyRule;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.blob.WriteCondition;
import dev.stowage.gcs.GcsWire.Ask;
import dev.stowage.http.HttpBody;
import dev.stowage.http.HttpHeaders;
import dev.stowage.http.HttpResponse;
import dev.stowage.spi.BlobContent;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.Failure;
import dev.stowage.wire.MalformedReplyException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One bucket. Objects are read and written through the XML API, whose headers carry all there is to
 * know of them; everything else goes through the JSON API.
 */
final class GcsDriver implements BlobDriver, BlobDriver.Bulk, BlobDriver.Versions {
  /** The hidden marks have to fit beside the caller's metadata. */
  private static final int ROOM_FOR_MARK = 128;

  /** A body that is not in memory is taken there to know its checksum before it is sent. */
  private static final int TAKEN_TO_MEMORY = 1 << 20;

  private static final BlobLimits LIMITS =
      BlobLimits.defaults()
          .withKeyRule(GcsDriver::keyRule)
          .withUnicodeMetadata(true)
          .withMaxMetadataBytes((8 << 10) - ROOM_FOR_MARK)
          .withMaxPutSize(5L << 40)
          .withMaxBulkDelete(GcsBatches.MOST);

  private static final BlobCapabilities CAPABILITIES = new BlobCapabilities(features(), LIMITS);

  private final GcsConfig config;
  private final GcsWire wire;
  private final GcsClients clients;
  private final GcsResource resources;
  private final GcsListings listings;
  private final GcsBatches batches;
  private final GcsSessions sessions;
  private final GcsReads reads;
  private final GcsParts parts;
  private final GcsSigner signer;

  GcsDriver(GcsConfig config, GcsWire wire, GcsClients clients, GcsSigner signer) {
    this.config = config;
    this.wire = wire;
    this.clients = clients;
    this.signer = signer;
    this.resources = new GcsResource(config);
    this.listings = new GcsListings(config, wire);
    this.batches = new GcsBatches(config, wire);
    this.sessions = new GcsSessions(config, wire, resources);
    this.reads = new GcsReads(config, wire);
    this.parts = new GcsParts(this, resources);
  }

  private static java.util.Set<BlobFeature> features() {
    EnumSet<BlobFeature> features = EnumSet.allOf(BlobFeature.class);
    features.removeAll(EnumSet.of(BlobFeature.APPEND, BlobFeature.TAGS));
    return features;
  }

  /** The rules of the service, and the corner that uploads under a condition pass through. */
  private static Optional<String> keyRule(String key) {
    if (key.equals(".") || key.equals("..")) {
      return Optional.of("the service has no objects named \".\" or \"..\"");
    }
    if (key.startsWith(".well-known/acme-challenge/")) {
      return Optional.of("the service refuses names under .well-known/acme-challenge/");
    }
    if (key.startsWith(GcsParts.STAGE)) {
      return Optional.of("names under " + GcsParts.STAGE + " are this library's own");
    }
    return KeyRule.maxBytes(1024).forbidding("\r\n").problem(key);
  }

  GcsConfig config() {
    return config;
  }

  GcsWire wire() {
    return wire;
  }

  GcsResource resources() {
    return resources;
  }

  GcsSessions sessions() {
    return sessions;
  }

  @Override
  public String scheme() {
    return "gs";
  }

  @Override
  public String container() {
    return config.bucket();
  }

  @Override
  public BlobCapabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Failure classify(Throwable thrown) {
    return GcsFailures.classify(thrown);
  }

  /** Asks for a listing of one: who may use objects need not have the right to see buckets. */
  @Override
  public void checkContainer() throws IOException {
    Map<String, String> query = Map.of("maxResults", "1", "fields", "nextPageToken");
    wire.json(
        Ask.of("GET", wire.endpoint().json(GcsEndpoint.bucket(config.bucket()) + "/o", query)));
  }

  @Override
  public PutResult put(String key, BlobContent content, PutOptions options) throws IOException {
    if (content.size() > config.resumableAbove()) {
      return sessions.put(key, content, options);
    }
    Map<String, String> headers = resources.headers(options);
    condition(options.condition()).ifPresent(c -> headers.putAll(c.headers()));
    HttpHeaders reply = put(wire.endpoint().xml(config.bucket(), key, Map.of()), headers, content);
    String generation = generation(reply);
    return PutResult.of(generation, content.size())
        .withVersion(generation)
        .withChecksums(GcsResource.acknowledged(GcsResource.hashes(reply)));
  }

  /** Sends bytes with the checksum that the service is to compare, wherever that can be known. */
  HttpHeaders put(URI uri, Map<String, String> headers, BlobContent content) throws IOException {
    HttpBody body;
    Optional<Checksum> known = content.before(ChecksumAlgorithm.CRC32C);
    if (known.isEmpty() && content.replayable() && content.size() <= TAKEN_TO_MEMORY) {
      content.require(ChecksumAlgorithm.CRC32C);
      byte[] bytes;
      try (InputStream in = content.open()) {
        bytes = in.readAllBytes();
      }
      body = HttpBody.of(bytes);
      known = Optional.of(content.after(ChecksumAlgorithm.CRC32C));
    } else {
      if (known.isEmpty()) {
        content.require(ChecksumAlgorithm.CRC32C);
      }
      body = new ContentBody(content);
    }
    known.ifPresent(sum -> headers.put("x-goog-hash", "crc32c=" + sum.base64()));
    Ask ask = new Ask("PUT", uri, headers, body, content.replayable(), !content.replayable());
    try (HttpResponse reply = wire.send(ask)) {
      return reply.headers();
    }
  }

  private record ContentBody(BlobContent content) implements HttpBody {
    @Override
    public long length() {
      return content.size();
    }

    @Override
    public void writeTo(java.io.OutputStream out) throws IOException {
      content.writeTo(out);
    }
  }

  static String generation(HttpHeaders reply) throws IOException {
    return reply
        .first("x-goog-generation")
        .orElseThrow(() -> new MalformedReplyException("the reply names no generation"));
  }

  static Optional<Generation> condition(WriteCondition condition) {
    return condition.isIfAbsent()
        ? Optional.of(Generation.ABSENT)
        : condition.etag().map(Generation::ofEtag);
  }

  @Override
  public BlobReply get(String key, GetOptions options) throws IOException {
    return reads.get(key, options);
  }

  @Override
  public BlobInfo head(String key, GetOptions options) throws IOException {
    return reads.head(key, options);
  }

  @Override
  public void delete(String key, @Nullable String ifMatch) throws IOException {
    Map<String, String> query = new LinkedHashMap<>();
    if (ifMatch != null) {
      Generation.ofEtag(ifMatch).toQuery("if", query);
    }
    try {
      delete(key, query);
    } catch (GcsException e) {
      boolean gone = e.status() == 404 && ifMatch == null;
      if (!gone || classify(e).code() != ErrorCode.NOT_FOUND) {
        throw e;
      }
    }
  }

  void delete(String key, Map<String, String> query) throws IOException {
    String path = GcsEndpoint.object(config.bucket(), key);
    wire.send(Ask.of("DELETE", wire.endpoint().json(path, query))).close();
  }

  @Override
  public ListPage list(ListRequest request) throws IOException {
    return listings.list(request);
  }

  @Override
  public List<DeleteResult> deleteAll(List<String> keys) throws IOException {
    return batches.delete(keys);
  }

  @Override
  public Page<BlobVersion> listVersions(String prefix, @Nullable String cursor) throws IOException {
    return listings.versions(prefix, cursor);
  }

  /** The mark of a deletion stands for the newest old generation, which is brought back. */
  @Override
  public void deleteVersion(String key, String version) throws IOException {
    if (version.startsWith(GcsListings.DELETED)) {
      String newest = version.substring(GcsListings.DELETED.length());
      String path =
          GcsEndpoint.object(config.bucket(), key)
              + "/rewriteTo"
              + GcsEndpoint.object(config.bucket(), key);
      Map<String, String> query =
          Map.of("sourceGeneration", newest, "ifGenerationMatch", "0", "fields", "done");
      try {
        GcsCopies.finish(wire, path, query, "");
      } catch (GcsException e) {
        // There is a live object again, or no old generation any more: nothing is left to undo.
        if (e.status() != 412 && e.status() != 404) {
          throw e;
        }
      }
    } else if (Generation.names(version)) {
      delete(key, Map.of("generation", version));
    }
  }

  @Override
  public Optional<Bulk> bulk() {
    return Optional.of(this);
  }

  @Override
  public Optional<Copier> copier() {
    return Optional.of(new GcsCopies(this));
  }

  @Override
  public Optional<Sinks> sinks() {
    return Optional.empty();
  }

  @Override
  public Optional<Parts> parts() {
    return Optional.of(parts);
  }

  @Override
  public Optional<Signer> signer() {
    return Optional.of(signer);
  }

  @Override
  public Optional<Versions> versions() {
    return Optional.of(this);
  }

  @Override
  public Optional<Appender> appender() {
    return Optional.empty();
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return type == GcsObjects.class
        ? type.cast(new GcsObjects(this, signer))
        : clients.unwrap(type);
  }

  /** A change of metadata alone. */
  JsonNode patch(String key, Map<String, String> query, JsonNode change) throws IOException {
    String path = GcsEndpoint.object(config.bucket(), key);
    return wire.json(Ask.json("PATCH", wire.endpoint().json(path, query), change.toString()));
  }

  @Override
  public void close() {
    clients.close();
  }
}
