package dev.stowage.oss;

import com.aliyun.sdk.service.oss2.exceptions.OperationException;
import com.aliyun.sdk.service.oss2.exceptions.ServiceException;
import dev.stowage.ErrorCode;
import dev.stowage.blob.BlobCapabilities;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobLimits;
import dev.stowage.blob.BlobVersion;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.DeleteResult;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.KeyRule;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.http.HttpHeaders;
import dev.stowage.http.HttpResponse;
import dev.stowage.spi.BlobContent;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.Crc64Combine;
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

/** One bucket. */
final class OssDriver
    implements BlobDriver, BlobDriver.Bulk, BlobDriver.Versions, BlobDriver.Appender {
  /** The hidden mark of conditional writes has to fit beside the caller's metadata. */
  private static final int ROOM_FOR_MARK = 64;

  private static final int MAX_KEY = 1023;

  private static final BlobLimits LIMITS =
      BlobLimits.defaults()
          .withKeyRule(KeyRule.maxBytes(MAX_KEY).and(OssDriver::startProblem))
          .withMaxKeyBytes(MAX_KEY)
          .withParts(100L << 10, 5L << 30, 10_000)
          .withMaxMetadataBytes(OssRequests.MAX_METADATA - ROOM_FOR_MARK);

  private final OssConfig config;
  private final OssApi api;
  private final Optional<Signer> signer;
  private final OssRequests requests;
  private final CreateOnly createOnly;
  private final OssMultipart multipart;
  private final BlobCapabilities capabilities;

  OssDriver(OssConfig config, OssWire wire, @Nullable Signer signer) {
    this.config = config;
    this.signer = Optional.ofNullable(signer);
    this.requests = new OssRequests(config);
    this.api = new OssApi(wire, requests, config.bucket());
    this.createOnly = new CreateOnly(api);
    this.multipart = new OssMultipart(api, requests, createOnly);
    this.capabilities = new BlobCapabilities(features(config, signer != null), LIMITS);
  }

  private static Optional<String> startProblem(String key) {
    return key.startsWith("/") || key.startsWith("\\")
        ? Optional.of("the key begins with a slash or a backslash, which the service refuses")
        : Optional.empty();
  }

  private static Set<BlobFeature> features(OssConfig config, boolean signs) {
    EnumSet<BlobFeature> features = EnumSet.allOf(BlobFeature.class);
    features.removeAll(EnumSet.of(BlobFeature.REPLACE_IF_MATCH, BlobFeature.DELETE_IF_MATCH));
    if (!signs) {
      features.removeAll(EnumSet.of(BlobFeature.SIGNED_URLS, BlobFeature.SIGNED_POST));
    }
    if (config.versions()) {
      features.removeAll(
          EnumSet.of(
              BlobFeature.CREATE_ONLY,
              BlobFeature.CONDITIONAL_MULTIPART,
              BlobFeature.CONDITIONAL_COPY));
    } else {
      features.remove(BlobFeature.VERSIONS);
    }
    return features;
  }

  OssApi api() {
    return api;
  }

  OssConfig config() {
    return config;
  }

  @Override
  public String scheme() {
    return "oss";
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
    return OssFailures.classify(thrown);
  }

  @Override
  public void checkContainer() throws IOException {
    api.bucketInfo();
  }

  /** The portable layer computes the checksum of what is in memory when it compares. */
  static void hash(BlobContent content) {
    if (content.inMemory().isEmpty()) {
      content.require(ChecksumAlgorithm.CRC64XZ);
    }
  }

  @Override
  public PutResult put(String key, BlobContent content, PutOptions options) throws IOException {
    createOnly.check(options.condition());
    hash(content);
    HttpHeaders reply = api.put(key, requests.put(options), OssBody.of(content));
    PutResult result = OssReplies.written(reply, reply.first("ETag").orElse(""), content.size());
    return createOnly.checked(options.condition(), result);
  }

  @Override
  public BlobReply get(String key, GetOptions options) throws IOException {
    HttpResponse reply = api.get(key, options.version().orElse(null), requests.read(options));
    try {
      return reply(key, options.range(), reply);
    } catch (IOException | RuntimeException e) {
      reply.close();
      throw e;
    }
  }

  private static BlobReply reply(String key, ByteRange asked, HttpResponse reply)
      throws IOException {
    if (reply.status() == 206) {
      BlobInfo info = OssReplies.partial(key, reply.headers());
      return new BlobReply(info, OssReplies.served(reply.headers()), reply.body());
    }
    BlobInfo info = OssReplies.whole(key, reply.headers());
    ByteRange whole = ByteRange.of(0, info.size());
    if (!asked.within(info.size()).equals(whole)) {
      throw new MalformedReplyException("the service answered a range with the whole blob");
    }
    return new BlobReply(info, whole, reply.body());
  }

  @Override
  public BlobInfo head(String key, GetOptions options) throws IOException {
    String version = options.version().orElse(null);
    HttpHeaders headers = api.head(key, version, requests.read(options));
    BlobInfo info = OssReplies.whole(key, headers);
    return headers.first("x-oss-tagging-count").map(n -> !n.equals("0")).orElse(false)
        ? info.toBuilder().tags(api.tags(key, version)).build()
        : info;
  }

  @Override
  public void delete(String key, @Nullable String ifMatch) throws IOException {
    api.delete(key, null);
  }

  @Override
  public ListPage list(ListRequest request) throws IOException {
    return api.list(request);
  }

  /**
   * Keys that the XML of the request cannot spell, and those that the reply does not confirm, are
   * deleted one by one.
   */
  @Override
  public List<DeleteResult> deleteAll(List<String> keys) throws IOException {
    List<String> spelt = keys.stream().filter(OssRequests::fitsXml).toList();
    Set<String> deleted = spelt.isEmpty() ? Set.of() : api.deleteMany(spelt);
    List<DeleteResult> results = new ArrayList<>(keys.size());
    for (String key : keys) {
      results.add(deleted.contains(key) ? new DeleteResult(key, Optional.empty()) : deleteOne(key));
    }
    return results;
  }

  private DeleteResult deleteOne(String key) throws IOException {
    try {
      delete(key, null);
      return new DeleteResult(key, Optional.empty());
    } catch (ServiceException | OperationException e) {
      return new DeleteResult(key, Optional.of(OssFailures.translate("delete", key, e)));
    }
  }

  /** Two requests: where the blob ends, and the bytes. The whole is verified. */
  @Override
  public PutResult append(String key, BlobContent content) throws IOException {
    long position = 0;
    Checksum before = OssSums.checksum(0);
    boolean known = true;
    try {
      BlobInfo info =
          OssReplies.whole(key, api.head(key, null, requests.read(GetOptions.defaults())));
      Checksum sum = info.checksums().get(ChecksumAlgorithm.CRC64XZ);
      position = info.size();
      known = sum != null;
      before = sum == null ? before : sum;
    } catch (ServiceException | OperationException e) {
      if (OssFailures.classify(e).code() != ErrorCode.NOT_FOUND) {
        throw e;
      }
    }
    content.require(ChecksumAlgorithm.CRC64XZ);
    Map<String, String> headers = requests.start(PutOptions.defaults());
    HttpHeaders reply = api.append(key, position, headers, OssBody.of(content));
    long size = position + content.size();
    PutResult result = OssReplies.written(reply, reply.first("ETag").orElse(""), size);
    if (known) {
      Checksum more = content.after(ChecksumAlgorithm.CRC64XZ);
      Checksum whole = Crc64Combine.combine(before, more, content.size());
      OssSums.compare(Optional.of(whole), result.checksums());
    }
    return result;
  }

  @Override
  public Page<BlobVersion> listVersions(String prefix, @Nullable String cursor) throws IOException {
    return api.versions(prefix, cursor);
  }

  @Override
  public void deleteVersion(String key, String version) throws IOException {
    try {
      api.delete(key, version);
    } catch (ServiceException | OperationException e) {
      // What is no version id at all names no version either.
      if (!OssFailures.classify(e).message().startsWith("InvalidArgument")) {
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
    return Optional.of(new OssCopies(this, requests, multipart, createOnly));
  }

  @Override
  public Optional<Sinks> sinks() {
    return Optional.empty();
  }

  @Override
  public Optional<Parts> parts() {
    return Optional.of(multipart);
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
    return Optional.of(this);
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return type == OssBucket.class ? type.cast(new OssBucket(api)) : api.wire().unwrap(type);
  }

  @Override
  public void close() {
    api.wire().close();
  }
}
