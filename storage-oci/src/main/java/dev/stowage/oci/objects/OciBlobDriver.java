package dev.stowage.oci.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobCapabilities;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobLimits;
import dev.stowage.blob.BlobVersion;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.DeleteResult;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.KeyRule;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.http.HttpHeaders;
import dev.stowage.http.HttpResponse;
import dev.stowage.oci.OciCall;
import dev.stowage.oci.OciException;
import dev.stowage.oci.OciWire;
import dev.stowage.spi.BlobContent;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.Failure;
import dev.stowage.wire.MalformedReplyException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One bucket. */
final class OciBlobDriver implements BlobDriver, BlobDriver.Bulk, BlobDriver.Versions {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long GIB = 1L << 30;

  /** The hidden mark of conditional writes has to fit beside the caller's metadata. */
  private static final int ROOM_FOR_MARK = 64;

  /** A segment of a path that is all dots is taken for a step in a tree by what stands between. */
  private static final KeyRule NO_STEPS =
      key ->
          key.equals(".") || key.equals("..")
              ? Optional.of("a key of only dots is a step in a URL's path")
              : Optional.empty();

  private static final BlobLimits LIMITS =
      BlobLimits.defaults()
          .withKeyRule(KeyRule.maxBytes(1024).forbidding("\0\n\r").and(NO_STEPS))
          .withMaxPutSize(50 * GIB)
          .withParts(5L << 20, 50 * GIB, 10_000)
          .withMaxMetadataBytes(2048 - ROOM_FOR_MARK)
          .withMaxSignedUrlLife(Duration.ofDays(3650));

  private static final Set<BlobFeature> MISSING =
      EnumSet.of(
          BlobFeature.CONDITIONAL_READ_BY_TIME,
          BlobFeature.ANY_DELIMITER,
          BlobFeature.TAGS,
          BlobFeature.SIGNED_POST,
          BlobFeature.APPEND);

  private final OciObjectsConfig config;
  private final BucketPaths paths;
  private final OciWire wire;
  private final BlobCapabilities capabilities;
  private final OciBucket extras;
  private final SdkClients clients = new SdkClients();

  OciBlobDriver(OciObjectsConfig config, OciWire wire) {
    this.config = config;
    this.wire = wire;
    this.paths = new BucketPaths(config, wire);
    this.extras = new OciBucket(paths);
    EnumSet<BlobFeature> features = EnumSet.complementOf(EnumSet.copyOf(MISSING));
    if (!config.versions()) {
      features.remove(BlobFeature.VERSIONS);
    }
    this.capabilities = new BlobCapabilities(features, LIMITS);
  }

  OciObjectsConfig config() {
    return config;
  }

  BucketPaths paths() {
    return paths;
  }

  @Override
  public String scheme() {
    return "oci";
  }

  @Override
  public String container() {
    return config.bucket();
  }

  @Override
  public BlobCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public Failure classify(Throwable thrown) {
    return ObjectFailures.classify(thrown);
  }

  /** The refusal of a HEAD has no words: what is not there, or may not be seen, is one to it. */
  @Override
  public void checkContainer() throws IOException {
    try {
      wire.done(paths.ofBucket("HEAD", config.bucket()));
    } catch (OciException e) {
      if (e.getStatusCode() == 404) {
        throw StorageException.builder(
                ErrorCode.CONTAINER_NOT_FOUND,
                "there is no such bucket, or the caller may not see it")
            .httpStatus(404)
            .requestId(e.getOpcRequestId())
            .cause(e)
            .build();
      }
      throw e;
    }
  }

  @Override
  public PutResult put(String key, BlobContent content, PutOptions options) throws IOException {
    OciCall call = paths.ofObject("PUT", key);
    ObjectHeaders.attributes(call, options, config.tier());
    ObjectHeaders.condition(call, options.condition());
    ObjectHeaders.checksum(call, content);
    call.content(new ContentBody(content), !content.replayable());
    try (HttpResponse reply = wire.send(call)) {
      return ObjectHeaders.written(reply.headers(), content.size());
    } catch (OciException e) {
      throw ObjectFailures.ofWrite(e, options.condition());
    }
  }

  @Override
  public BlobReply get(String key, GetOptions options) throws IOException {
    OciCall call = ObjectHeaders.read(paths.ofObject("GET", key), options);
    ObjectHeaders.range(call, options.range());
    HttpResponse reply = wire.send(call);
    try {
      return reply(key, options.range(), reply);
    } catch (IOException | RuntimeException e) {
      reply.close();
      throw e;
    }
  }

  private static BlobReply reply(String key, ByteRange asked, HttpResponse reply)
      throws IOException {
    HttpHeaders headers = reply.headers();
    if (reply.status() == 206) {
      return new BlobReply(
          ObjectHeaders.partial(key, headers), ObjectHeaders.served(headers), reply.body());
    }
    BlobInfo info = ObjectHeaders.whole(key, headers);
    ByteRange whole = ByteRange.of(0, info.size());
    if (!asked.within(info.size()).equals(whole)) {
      throw new MalformedReplyException("the service answered a range with the whole blob");
    }
    return new BlobReply(info, whole, reply.body());
  }

  @Override
  public BlobInfo head(String key, GetOptions options) throws IOException {
    try (HttpResponse reply = wire.send(ObjectHeaders.read(paths.ofObject("HEAD", key), options))) {
      return ObjectHeaders.whole(key, reply.headers());
    }
  }

  @Override
  public void delete(String key, @Nullable String ifMatch) throws IOException {
    OciCall call = paths.ofObject("DELETE", key);
    if (ifMatch != null) {
      call.header("if-match", ifMatch);
    }
    try {
      wire.done(call);
    } catch (OciException e) {
      if (ifMatch != null || !ObjectFailures.noSuchObject(e)) {
        throw e;
      }
    }
  }

  @Override
  public ListPage list(ListRequest request) throws IOException {
    return Listings.objects(wire.document(Listings.request(paths.inBucket("GET", "o"), request)));
  }

  @Override
  public List<DeleteResult> deleteAll(List<String> keys) throws IOException {
    ObjectNode body = JSON.createObjectNode().put("isSkipDeletedResult", true);
    ArrayNode objects = body.putArray("objects");
    keys.forEach(key -> objects.addObject().put("objectName", key));
    OciCall call =
        paths.inBucket("POST", "actions/batchDeleteObjects").json(JSON.writeValueAsBytes(body));
    Map<String, StorageException> failed = new HashMap<>();
    for (JsonNode one : wire.document(call).path("failed")) {
      int status = one.path("statusCode").asInt();
      if (status != 404) {
        String key = one.path("objectName").asText();
        failed.put(key, ObjectFailures.ofKey(key, status, one.path("errorMessage").asText("")));
      }
    }
    List<DeleteResult> results = new ArrayList<>(keys.size());
    for (String key : keys) {
      results.add(new DeleteResult(key, Optional.ofNullable(failed.get(key))));
    }
    return results;
  }

  @Override
  public Page<BlobVersion> listVersions(String prefix, @Nullable String cursor) throws IOException {
    VersionCursor from = VersionCursor.of(cursor);
    OciCall call = paths.inBucket("GET", "objectversions").query("fields", Listings.FIELDS);
    if (!prefix.isEmpty()) {
      call.query("prefix", prefix);
    }
    from.page().ifPresent(page -> call.query("page", page));
    try (HttpResponse reply = wire.send(call)) {
      return Listings.versions(
          OciWire.document(reply), from.lastKey(), reply.headers().first("opc-next-page"));
    }
  }

  @Override
  public void deleteVersion(String key, String version) throws IOException {
    try {
      wire.done(paths.ofObject("DELETE", key).query("versionId", version));
    } catch (OciException e) {
      if (!ObjectFailures.noSuchObject(e)) {
        throw e;
      }
    }
  }

  @Override
  public Optional<Bulk> bulk() {
    return Optional.of(this);
  }

  @Override
  public Optional<Copier> copier() {
    return Optional.of(new OciCopies(this));
  }

  @Override
  public Optional<Sinks> sinks() {
    return Optional.empty();
  }

  @Override
  public Optional<Parts> parts() {
    return Optional.of(new OciUploads(paths, config.tier()));
  }

  @Override
  public Optional<Signer> signer() {
    return Optional.of(new ParSigner(extras));
  }

  @Override
  public Optional<Versions> versions() {
    return config.versions() ? Optional.of(this) : Optional.empty();
  }

  @Override
  public Optional<Appender> appender() {
    return Optional.empty();
  }

  /** The bucket's own operations, or the SDK's client where its classes are there. */
  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return type == OciBucket.class ? type.cast(extras) : clients.of(type, wire);
  }

  @Override
  public void close() {
    clients.close();
    wire.close();
  }
}
