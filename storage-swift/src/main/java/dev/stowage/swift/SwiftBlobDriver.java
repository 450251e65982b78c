package dev.stowage.swift;

import dev.stowage.Pacer;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobCapabilities;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobLimits;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.CopyOptions;
import dev.stowage.blob.DeleteResult;
import dev.stowage.blob.GetOptions;
import dev.stowage.blob.KeyRule;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.PutResult;
import dev.stowage.http.HttpResponse;
import dev.stowage.spi.BlobContent;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.CallScope;
import dev.stowage.spi.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One container of Swift. */
final class SwiftBlobDriver implements BlobDriver, BlobDriver.Bulk, BlobDriver.Copier {
  private static final long LARGEST = 5L << 30;
  private static final long WORTH_HASHING_FIRST = 1 << 20;

  /** For every range of a large object Swift reads its manifest again. */
  private static final long RANGE = 64L << 20;

  private final SwiftClient client;
  private final boolean owner;
  private final String container;
  private final SwiftWire wire;
  private final BlobCapabilities capabilities;
  private final BulkDeletes deletes;
  private final Generations generations;
  private final SwiftUploads uploads;
  private final TempUrls signer;

  /**
   * @param owner whether the client is closed with this driver
   */
  SwiftBlobDriver(SwiftClient client, String container, boolean owner) {
    this.client = client;
    this.owner = owner;
    this.container = container;
    this.wire = client.wire();
    SwiftSettings settings = client.settings();
    Pacer pacer = client.pacer();
    this.capabilities = new BlobCapabilities(features(settings), limits());
    this.deletes = new BulkDeletes(wire);
    this.generations = new Generations(wire, settings, container, deletes, pacer);
    this.uploads = new SwiftUploads(wire, settings, container, generations, pacer);
    this.signer = new TempUrls(client, container, pacer);
  }

  private static EnumSet<BlobFeature> features(SwiftSettings settings) {
    EnumSet<BlobFeature> features =
        EnumSet.of(
            BlobFeature.CONDITIONAL_READ,
            BlobFeature.CONDITIONAL_READ_BY_TIME,
            BlobFeature.SUFFIX_RANGE,
            BlobFeature.START_AFTER,
            BlobFeature.ANY_DELIMITER,
            BlobFeature.HEADERS,
            BlobFeature.METADATA,
            BlobFeature.SERVER_SIDE_COPY,
            BlobFeature.MULTIPART,
            BlobFeature.SIGNED_URLS);
    if (settings.createOnly()) {
      // Swift looks when a write begins and not when it ends, so of two at a time both can succeed:
      // measured, and too little for what create-only promises, unless the caller asks for it.
      features.add(BlobFeature.CREATE_ONLY);
      features.add(BlobFeature.CONDITIONAL_MULTIPART);
    }
    if (settings.isNaver()) {
      // Swift 2.15.1 keeps Content-Encoding and -Disposition, and drops the others in silence.
      features.remove(BlobFeature.HEADERS);
      // Delimiters of more than one character came with Swift 2.23.
      features.remove(BlobFeature.ANY_DELIMITER);
    }
    return features;
  }

  private static BlobLimits limits() {
    return BlobLimits.defaults()
        .withKeyRule(KeyRule.maxBytes(1024).forbidding("\0"))
        .withMaxKeyBytes(1024)
        .withMaxPutSize(LARGEST)
        .withParts(1, LARGEST, 1000)
        .withRangeSize(RANGE)
        .withMaxPageSize(9999)
        .withMaxBulkDelete(10_000)
        .withMaxMetadataBytes(SwiftMetadata.MOST_BYTES)
        .withUnicodeMetadata(true)
        .withMaxSignedUrlLife(Duration.ofDays(3650));
  }

  @Override
  public String scheme() {
    return client.settings().scheme();
  }

  @Override
  public String container() {
    return container;
  }

  @Override
  public BlobCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public Failure classify(Throwable thrown) {
    return SwiftFailures.classify(thrown);
  }

  @Override
  public void checkContainer() throws IOException {
    wire.expect(SwiftCall.container("HEAD", container)).close();
  }

  @Override
  public PutResult put(String key, BlobContent content, PutOptions options) throws IOException {
    SwiftCall put = SwiftCall.object("PUT", container, key);
    SwiftHeaders.attributes(put, options);
    SwiftHeaders.condition(put, options);
    if (content.inMemory().isPresent() && content.size() <= WORTH_HASHING_FIRST) {
      // Bytes that arrive changed are not even stored.
      content
          .before(ChecksumAlgorithm.MD5)
          .map(Checksum::hex)
          .ifPresent(md5 -> put.header("ETag", md5));
    } else {
      content.require(ChecksumAlgorithm.MD5);
    }
    if (!options.condition().isIfAbsent()) {
      generations.before(key);
    }
    PutResult result;
    try (HttpResponse response = wire.expect(put.content(content))) {
      String etag = SwiftHeaders.etag(response.headers());
      result = PutResult.of(etag, content.size()).withChecksums(SwiftHeaders.md5(etag));
    }
    generations.after(key, List.of());
    return result;
  }

  @Override
  public BlobReply get(String key, GetOptions options) throws IOException {
    SwiftCall get = SwiftCall.object("GET", container, key);
    SwiftHeaders.conditions(get, options);
    SwiftHeaders.range(get, options.range());
    HttpResponse response = wire.expect(get);
    try {
      SwiftHeaders.Served served = SwiftHeaders.served(response.status(), response.headers());
      CallScope.received(served.range().length().orElse(0));
      BlobInfo info = SwiftHeaders.info(key, served.size(), response.headers());
      return new BlobReply(info, served.range(), response.body());
    } catch (IOException | RuntimeException e) {
      response.close();
      throw e;
    }
  }

  @Override
  public BlobInfo head(String key, GetOptions options) throws IOException {
    SwiftCall head = SwiftCall.object("HEAD", container, key);
    SwiftHeaders.conditions(head, options);
    try (HttpResponse response = wire.expect(head)) {
      return SwiftHeaders.info(key, SwiftHeaders.length(response.headers()), response.headers());
    }
  }

  @Override
  public void delete(String key, @Nullable String ifMatch) throws IOException {
    if (!generations.before(key)) {
      generations.after(key, List.of());
      return;
    }
    try (HttpResponse response = wire.send(SwiftCall.object("DELETE", container, key))) {
      if (response.status() >= 300 && response.status() != 404) {
        throw SwiftException.of(response);
      }
    }
    generations.after(key, List.of());
  }

  @Override
  public ListPage list(ListRequest request) throws IOException {
    return Listings.page(wire, container, request);
  }

  @Override
  public List<DeleteResult> deleteAll(List<String> keys) throws IOException {
    Set<String> large = generations.largeAmong(keys);
    List<String> paths = new ArrayList<>(keys.size());
    for (String key : keys) {
      if (large.contains(key)) {
        generations.before(key);
      }
      paths.add(path(key));
    }
    Map<String, Integer> failures = deletes.delete(paths);
    List<DeleteResult> results = new ArrayList<>(keys.size());
    for (String key : keys) {
      Integer status = failures.get(path(key));
      results.add(new DeleteResult(key, Optional.ofNullable(status).map(s -> failure(key, s))));
      if (status == null && large.contains(key)) {
        generations.after(key, List.of());
      }
    }
    return results;
  }

  private String path(String key) {
    return "/" + container + "/" + key;
  }

  private StorageException failure(String key, int status) {
    Failure failure = SwiftFailures.ofStatus(status, "HTTP " + status);
    return StorageException.builder(failure.code(), failure.message())
        .operation("delete")
        .provider(scheme())
        .container(container)
        .key(key)
        .httpStatus(status)
        .retryable(failure.retryable())
        .build();
  }

  @Override
  public boolean reaches(BlobDriver source) {
    return source instanceof SwiftBlobDriver other
        && (other.client == client || other.client.settings().sameAccountAs(client.settings()));
  }

  @Override
  public boolean needsSource(CopyOptions options) {
    return options.changes().isPresent();
  }

  /** The copy of a large object is a plain one, as far as Swift takes plain ones of that size. */
  @Override
  public PutResult copy(
      BlobDriver from, String fromKey, String toKey, CopyOptions options, @Nullable BlobInfo source)
      throws IOException {
    SwiftBlobDriver origin = (SwiftBlobDriver) from;
    SwiftCall copy =
        SwiftCall.object("COPY", origin.container, fromKey)
            .header("Destination", SwiftCall.pathOf(container, toKey).substring(1));
    options.sourceIfMatch().ifPresent(etag -> copy.header("If-Match", SwiftHeaders.quoted(etag)));
    if (source != null) {
      copy.header("X-Fresh-Metadata", "true");
      SwiftHeaders.attributes(copy, options.attributesOf(source));
    }
    generations.before(toKey);
    try (HttpResponse response = wire.send(copy)) {
      if (response.status() == 413) {
        return new LargeCopies(wire, origin.container, uploads, generations)
            .copy(fromKey, toKey, options, origin.head(fromKey, GetOptions.defaults()));
      }
      if (response.status() >= 300) {
        throw SwiftException.of(response);
      }
    }
    generations.after(toKey, List.of());
    return PutResult.of(head(toKey, GetOptions.defaults()));
  }

  @Override
  public Optional<Bulk> bulk() {
    return Optional.of(this);
  }

  @Override
  public Optional<Copier> copier() {
    return Optional.of(this);
  }

  @Override
  public Optional<Sinks> sinks() {
    return Optional.empty();
  }

  @Override
  public Optional<Parts> parts() {
    return Optional.of(uploads);
  }

  @Override
  public Optional<Signer> signer() {
    return Optional.of(signer);
  }

  @Override
  public Optional<Versions> versions() {
    return Optional.empty();
  }

  @Override
  public Optional<Appender> appender() {
    return Optional.empty();
  }

  /** The account as a {@link SwiftClient}. */
  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return type.equals(SwiftClient.class) ? type.cast(client) : null;
  }

  @Override
  public void close() {
    if (owner) {
      client.close();
    }
  }
}
