package dev.stowage.s3;

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
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.http.HttpHeaders;
import dev.stowage.s3.S3Api.Opened;
import dev.stowage.s3.S3Api.Target;
import dev.stowage.spi.BlobContent;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.Failure;
import dev.stowage.wire.MalformedReplyException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** One bucket. */
final class S3Driver implements BlobDriver, BlobDriver.Bulk, BlobDriver.Versions {
  /** The hidden mark of conditional writes has to fit beside the caller's metadata. */
  private static final int ROOM_FOR_MARK = 64;

  private static final BlobLimits LIMITS =
      BlobLimits.defaults()
          .withUnicodeMetadata(true)
          .withMaxMetadataBytes(S3Requests.MAX_METADATA - ROOM_FOR_MARK);

  private final S3Config config;
  private final S3Api api;
  private final Optional<Signer> signer;
  private final Sums sums;
  private final S3Requests requests;
  private final S3Replies replies;
  private final BlobCapabilities capabilities;

  S3Driver(S3Config config, S3Api api, @Nullable Signer signer) {
    this.config = config;
    this.api = api;
    this.signer = Optional.ofNullable(signer);
    this.sums = new Sums(config);
    this.requests = new S3Requests(config, sums);
    this.replies = new S3Replies(sums);
    this.capabilities = new BlobCapabilities(features(config, signer != null), LIMITS);
  }

  private static Set<BlobFeature> features(S3Config config, boolean signs) {
    EnumSet<BlobFeature> features = EnumSet.allOf(BlobFeature.class);
    features.remove(BlobFeature.APPEND);
    if (!signs) {
      features.removeAll(EnumSet.of(BlobFeature.SIGNED_URLS, BlobFeature.SIGNED_POST));
    }
    if (config.conditions() != S3Config.Conditions.ALL) {
      features.removeAll(EnumSet.of(BlobFeature.DELETE_IF_MATCH, BlobFeature.CONDITIONAL_COPY));
    }
    if (config.conditions() == S3Config.Conditions.NONE) {
      features.removeAll(
          EnumSet.of(
              BlobFeature.CREATE_ONLY,
              BlobFeature.REPLACE_IF_MATCH,
              BlobFeature.CONDITIONAL_MULTIPART));
    }
    if (!config.versions()) {
      features.remove(BlobFeature.VERSIONS);
    }
    return features;
  }

  S3Api api() {
    return api;
  }

  S3Config config() {
    return config;
  }

  @Override
  public String scheme() {
    return "s3";
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
    return S3Failures.classify(thrown);
  }

  @Override
  public void checkContainer() throws IOException {
    try {
      api.headBucket();
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        throw StorageException.builder(ErrorCode.CONTAINER_NOT_FOUND, "no such bucket")
            .httpStatus(404)
            .requestId(e.requestId())
            .cause(e)
            .build();
      }
      throw explained(e, () -> api.list(ListRequest.of("").withPageSize(1)));
    }
  }

  /** A request whose refusal comes with words. */
  private interface Telling {
    Object ask() throws IOException;
  }

  /**
   * The refusal of a HEAD has no body, so that 403 may stand for an unknown key, a wrong signature
   * or a denied right, and 400 for an expired token. Only then it is asked once more in a way that
   * tells.
   */
  private static S3Exception explained(S3Exception refusal, Telling request) throws IOException {
    if (refusal.statusCode() == 403 || refusal.statusCode() == 400) {
      try {
        request.ask();
      } catch (S3Exception e) {
        return e;
      }
    }
    return refusal;
  }

  @Override
  public PutResult put(String key, BlobContent content, PutOptions options) throws IOException {
    Map<String, String> headers = requests.put(options);
    HttpHeaders reply = api.put(Target.blob(key), headers, content, sums.plan(content));
    return PutResult.of(reply.first("ETag").orElse(""), content.size())
        .withVersion(reply.first("x-amz-version-id").orElse(null))
        .withChecksums(sums.acknowledged(reply));
  }

  @Override
  public BlobReply get(String key, GetOptions options) throws IOException {
    Opened reply = api.get(key, options.version().orElse(null), requests.read(options));
    try {
      return reply(key, options.range(), reply);
    } catch (IOException | RuntimeException e) {
      reply.body().close();
      throw e;
    }
  }

  private BlobReply reply(String key, ByteRange asked, Opened reply) throws IOException {
    if (reply.status() == 206) {
      BlobInfo info = replies.partial(key, reply.headers());
      return new BlobReply(info, S3Replies.served(reply.headers()), reply.body());
    }
    BlobInfo info = replies.whole(key, reply.headers());
    ByteRange whole = ByteRange.of(0, info.size());
    if (!asked.within(info.size()).equals(whole)) {
      throw new MalformedReplyException("the service answered a range with the whole blob");
    }
    return new BlobReply(info, whole, reply.body());
  }

  @Override
  public BlobInfo head(String key, GetOptions options) throws IOException {
    String version = options.version().orElse(null);
    HttpHeaders headers;
    try {
      headers = api.head(key, version, requests.read(options));
    } catch (S3Exception e) {
      throw explained(e, () -> firstByte(key, options));
    }
    BlobInfo info = replies.whole(key, headers);
    // Only S3 itself tells here that there are tags; it does so in answers to GET.
    return headers.first("x-amz-tagging-count").map(n -> !n.equals("0")).orElse(false)
        ? info.toBuilder().tags(api.tags(key, version)).build()
        : info;
  }

  private Object firstByte(String key, GetOptions options) throws IOException {
    GetOptions first = options.withRange(ByteRange.of(0, 1));
    Opened reply = api.get(key, options.version().orElse(null), requests.read(first));
    reply.body().close();
    return reply;
  }

  @Override
  public void delete(String key, @Nullable String ifMatch) throws IOException {
    api.delete(key, null, requests.delete(Optional.ofNullable(ifMatch)));
  }

  @Override
  public ListPage list(ListRequest request) throws IOException {
    return api.list(request);
  }

  /** Keys that the XML of the request cannot spell are deleted one by one. */
  @Override
  public List<DeleteResult> deleteAll(List<String> keys) throws IOException {
    List<String> spelt = keys.stream().filter(S3Requests::fitsXml).toList();
    Map<String, List<String>> errors = spelt.isEmpty() ? Map.of() : api.deleteMany(spelt);
    List<DeleteResult> results = new ArrayList<>(keys.size());
    for (String key : keys) {
      List<String> error = errors.get(key);
      if (!S3Requests.fitsXml(key)) {
        results.add(deleteOne(key));
      } else if (error == null || error.get(0).equals("NoSuchKey")) {
        results.add(new DeleteResult(key, Optional.empty()));
      } else {
        results.add(
            new DeleteResult(key, Optional.of(S3Failures.ofKey(key, error.get(0), error.get(1)))));
      }
    }
    return results;
  }

  private DeleteResult deleteOne(String key) throws IOException {
    try {
      delete(key, null);
      return new DeleteResult(key, Optional.empty());
    } catch (S3Exception e) {
      return new DeleteResult(key, Optional.of(S3Failures.ofKey(key, e)));
    }
  }

  @Override
  public Page<BlobVersion> listVersions(String prefix, @Nullable String cursor) throws IOException {
    return api.versions(prefix, cursor);
  }

  @Override
  public void deleteVersion(String key, String version) throws IOException {
    try {
      api.delete(key, version, requests.any());
    } catch (S3Exception e) {
      // What is no version id at all names no version either.
      if (e.statusCode() != 400 || !"InvalidArgument".equals(e.awsErrorDetails().errorCode())) {
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
    return Optional.of(new S3Copies(this, requests, sums));
  }

  @Override
  public Optional<Sinks> sinks() {
    return Optional.empty();
  }

  @Override
  public Optional<Parts> parts() {
    return Optional.of(new S3Multipart(api, requests, sums));
  }

  @Override
  public Optional<Signer> signer() {
    return signer;
  }

  @Override
  public Optional<Versions> versions() {
    return config.versions() ? Optional.of(this) : Optional.empty();
  }

  @Override
  public Optional<Appender> appender() {
    return Optional.empty();
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return api.unwrap(type);
  }

  @Override
  public void close() {
    api.close();
  }
}
