package dev.stowage.s3;

import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobVersion;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.blob.ContainerInfo;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import dev.stowage.blob.PendingUpload;
import dev.stowage.blob.UploadPart;
import dev.stowage.http.HttpHeaders;
import dev.stowage.spi.BlobContent;
import dev.stowage.spi.BlobDriver.Page;
import dev.stowage.spi.KeyOrder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * The protocol through the client of the AWS SDK: the caller's own, or one on our transport.
 * Headers go along as they are, so that both ways say the same.
 */
final class SdkApi implements S3Api {
  private final S3Client client;
  private final S3Config config;
  private final S3Requests requests;
  private final Sums sums;
  private final @Nullable S3Wire identity;
  private final Runnable onClose;

  /**
   * @param identity where requests go and who sends them, or null for the client's own
   */
  SdkApi(S3Client client, S3Config config, @Nullable S3Wire identity, Runnable onClose) {
    this.client = client;
    this.config = config;
    this.sums = new Sums(config);
    this.requests = new S3Requests(config, sums);
    this.identity = identity;
    this.onClose = onClose;
  }

  private String bucket() {
    return config.bucket();
  }

  private static AwsRequestOverrideConfiguration with(Map<String, String> headers) {
    AwsRequestOverrideConfiguration.Builder all = AwsRequestOverrideConfiguration.builder();
    headers.forEach(all::putHeader);
    return all.build();
  }

  private AwsRequestOverrideConfiguration plain() {
    return with(requests.any());
  }

  private static HttpHeaders headers(SdkResponse response) {
    HttpHeaders.Builder headers = HttpHeaders.builder();
    response
        .sdkHttpResponse()
        .forEachHeader((name, values) -> values.forEach(value -> headers.add(name, value)));
    return headers.build();
  }

  @Override
  public void headBucket() {
    client.headBucket(r -> r.bucket(bucket()).overrideConfiguration(plain()));
  }

  @Override
  public HttpHeaders put(
      Target target, Map<String, String> headers, BlobContent content, Sums.Plan plan)
      throws IOException {
    if (content.size() == 0) {
      try (InputStream in = content.open()) {
        in.read(); // The SDK would not look whether there really is nothing.
      }
    }
    headers.putAll(plan.headers());
    if (!content.replayable()) {
      headers.put("Expect", "100-continue");
    }
    ChecksumAlgorithm algorithm = plan.algorithm();
    // The SDK has a place of its own for these, and would add another checksum otherwise.
    String known = algorithm == null ? null : headers.remove(Sums.header(algorithm));
    RequestBody body =
        RequestBody.fromContentProvider(
            () -> open(content),
            content.size(),
            headers.getOrDefault("content-type", "application/octet-stream"));
    return target.uploadId() == null
        ? headers(client.putObject(blob(target, headers, plan, known), body))
        : headers(client.uploadPart(part(target, headers, plan, known), body));
  }

  private static InputStream open(BlobContent content) {
    try {
      return content.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PutObjectRequest blob(
      Target target, Map<String, String> headers, Sums.Plan plan, @Nullable String known) {
    PutObjectRequest.Builder put =
        PutObjectRequest.builder()
            .bucket(bucket())
            .key(target.key())
            .overrideConfiguration(with(headers));
    ChecksumAlgorithm algorithm = plan.algorithm();
    if (algorithm == null) {
      return put.build();
    }
    if (known == null) {
      return put.checksumAlgorithm(algorithm.name()).build();
    }
    return switch (algorithm) {
      case CRC32C -> put.checksumCRC32C(known).build();
      case CRC32 -> put.checksumCRC32(known).build();
      case CRC64NVME -> put.checksumCRC64NVME(known).build();
      case SHA256 -> put.checksumSHA256(known).build();
      case SHA1 -> put.checksumSHA1(known).build();
      case CRC64XZ, MD5 -> put.build();
    };
  }

  private UploadPartRequest part(
      Target target, Map<String, String> headers, Sums.Plan plan, @Nullable String known) {
    UploadPartRequest.Builder put =
        UploadPartRequest.builder()
            .bucket(bucket())
            .key(target.key())
            .uploadId(target.uploadId())
            .partNumber(target.part())
            .overrideConfiguration(with(headers));
    ChecksumAlgorithm algorithm = plan.algorithm();
    if (algorithm == null) {
      return put.build();
    }
    if (known == null) {
      return put.checksumAlgorithm(algorithm.name()).build();
    }
    return switch (algorithm) {
      case CRC32C -> put.checksumCRC32C(known).build();
      case CRC32 -> put.checksumCRC32(known).build();
      case CRC64NVME -> put.checksumCRC64NVME(known).build();
      case SHA256 -> put.checksumSHA256(known).build();
      case SHA1 -> put.checksumSHA1(known).build();
      case CRC64XZ, MD5 -> put.build();
    };
  }

  @Override
  public Opened get(String key, @Nullable String version, Map<String, String> headers) {
    ResponseInputStream<GetObjectResponse> in =
        client.getObject(
            r ->
                r.bucket(bucket()).key(key).versionId(version).overrideConfiguration(with(headers)),
            ResponseTransformer.toInputStream());
    return new Opened(
        in.response().sdkHttpResponse().statusCode(), headers(in.response()), closing(in));
  }

  /** Closing the SDK's stream early reads it to its end; aborting it does not. */
  private static InputStream closing(ResponseInputStream<GetObjectResponse> response) {
    return new java.io.FilterInputStream(response) {
      private boolean ended;

      @Override
      public int read() throws IOException {
        int b = response.read();
        ended |= b < 0;
        return b;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        int n = response.read(target, offset, length);
        ended |= n < 0;
        return n;
      }

      @Override
      public void close() throws IOException {
        if (!ended) {
          response.abort();
        }
        response.close();
      }
    };
  }

  @Override
  public HttpHeaders head(String key, @Nullable String version, Map<String, String> headers) {
    return headers(
        client.headObject(
            r ->
                r.bucket(bucket())
                    .key(key)
                    .versionId(version)
                    .overrideConfiguration(with(headers))));
  }

  @Override
  public Map<String, String> tags(String key, @Nullable String version) {
    Map<String, String> tags = new LinkedHashMap<>();
    client
        .getObjectTagging(
            r -> r.bucket(bucket()).key(key).versionId(version).overrideConfiguration(plain()))
        .tagSet()
        .forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  @Override
  public void delete(String key, @Nullable String version, Map<String, String> headers) {
    client.deleteObject(
        r -> r.bucket(bucket()).key(key).versionId(version).overrideConfiguration(with(headers)));
  }

  @Override
  public Map<String, List<String>> deleteMany(List<String> keys) {
    List<ObjectIdentifier> objects =
        keys.stream().map(key -> ObjectIdentifier.builder().key(key).build()).toList();
    Map<String, List<String>> errors = new LinkedHashMap<>();
    client
        .deleteObjects(
            r ->
                r.bucket(bucket())
                    .delete(d -> d.objects(objects).quiet(true))
                    .overrideConfiguration(plain()))
        .errors()
        .forEach(e -> errors.put(text(e.key()), List.of(text(e.code()), text(e.message()))));
    return errors;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static Instant seconds(@Nullable Instant time) {
    return time == null ? Instant.EPOCH : time.truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  public ListPage list(ListRequest request) {
    ListObjectsV2Response page =
        client.listObjectsV2(
            r ->
                r.bucket(bucket())
                    .encodingType(EncodingType.URL)
                    .maxKeys(request.pageSize())
                    .prefix(request.prefix().isEmpty() ? null : request.prefix())
                    .delimiter(request.delimiter().orElse(null))
                    .startAfter(request.startAfter().orElse(null))
                    .continuationToken(request.cursor().orElse(null))
                    .overrideConfiguration(plain()));
    List<BlobInfo> blobs = new ArrayList<>(page.contents().size());
    page.contents()
        .forEach(
            o ->
                blobs.add(
                    BlobInfo.builder(o.key(), o.size())
                        .etag(text(o.eTag()))
                        .modified(seconds(o.lastModified()))
                        .storageClass(o.storageClassAsString())
                        .build()));
    return new ListPage(
        blobs,
        page.commonPrefixes().stream().map(p -> p.prefix()).toList(),
        truncated(page.isTruncated(), page.nextContinuationToken()));
  }

  private static Optional<String> truncated(@Nullable Boolean truncated, @Nullable String next) {
    return Boolean.TRUE.equals(truncated) ? Optional.ofNullable(next) : Optional.empty();
  }

  private static @Nullable String marker(@Nullable String cursor, int which) {
    String marker = cursor == null ? "" : S3Xml.markers(cursor)[which];
    return marker.isEmpty() ? null : marker;
  }

  @Override
  public Page<BlobVersion> versions(String prefix, @Nullable String cursor) {
    ListObjectVersionsResponse page =
        client.listObjectVersions(
            r ->
                r.bucket(bucket())
                    .encodingType(EncodingType.URL)
                    .prefix(prefix.isEmpty() ? null : prefix)
                    .keyMarker(marker(cursor, 0))
                    .versionIdMarker(marker(cursor, 1))
                    .overrideConfiguration(plain()));
    List<BlobVersion> versions = new ArrayList<>();
    page.versions().forEach(v -> versions.add(version(v)));
    page.deleteMarkers().forEach(m -> versions.add(marker(m)));
    // The SDK has parted what the service had in order.
    Comparator<BlobVersion> byKey = Comparator.comparing(v -> v.info().key(), KeyOrder.UTF8);
    versions.sort(
        byKey
            .thenComparing(v -> !v.latest())
            .thenComparing(v -> v.info().modified(), Comparator.reverseOrder()));
    return new Page<>(
        versions,
        truncated(
            page.isTruncated(),
            S3Xml.cursor(text(page.nextKeyMarker()), text(page.nextVersionIdMarker()))));
  }

  private static BlobVersion version(ObjectVersion version) {
    BlobInfo info =
        BlobInfo.builder(version.key(), version.size())
            .etag(text(version.eTag()))
            .modified(seconds(version.lastModified()))
            .version(version.versionId())
            .storageClass(version.storageClassAsString())
            .build();
    return new BlobVersion(info, version.isLatest(), false);
  }

  private static BlobVersion marker(DeleteMarkerEntry marker) {
    BlobInfo info =
        BlobInfo.builder(marker.key(), 0)
            .modified(seconds(marker.lastModified()))
            .version(marker.versionId())
            .build();
    return new BlobVersion(info, marker.isLatest(), true);
  }

  @Override
  public Assembled copy(String key, Map<String, String> headers) {
    Map<String, String> rest = new HashMap<>(headers);
    String[] source = source(rest);
    CopyObjectResponse reply =
        client.copyObject(
            r ->
                r.destinationBucket(bucket())
                    .destinationKey(key)
                    .sourceBucket(source[0])
                    .sourceKey(source[1])
                    .overrideConfiguration(with(rest)));
    var result = reply.copyObjectResult();
    return new Assembled(
        headers(reply),
        fields(
            result.eTag(),
            result.checksumTypeAsString(),
            result.checksumCRC32C(),
            result.checksumCRC32(),
            result.checksumCRC64NVME()));
  }

  /** Bucket and key of the header, which the SDK encodes itself. */
  private static String[] source(Map<String, String> headers) {
    String source = text(headers.remove("x-amz-copy-source"));
    int slash = source.indexOf('/');
    return new String[] {
      URLDecoder.decode(source.substring(0, slash), StandardCharsets.UTF_8),
      URLDecoder.decode(source.substring(slash + 1), StandardCharsets.UTF_8)
    };
  }

  /** As in the documents of the protocol. */
  private static Map<String, String> fields(
      @Nullable String etag, @Nullable String type, @Nullable String... sums) {
    String[] names = {"ChecksumCRC32C", "ChecksumCRC32", "ChecksumCRC64NVME"};
    Map<String, String> fields = new HashMap<>();
    fields.put("ETag", text(etag));
    fields.put("ChecksumType", text(type));
    for (int i = 0; i < sums.length; i++) {
      fields.put(names[i], text(sums[i]));
    }
    return fields;
  }

  @Override
  public String start(String key, Map<String, String> headers) {
    return client
        .createMultipartUpload(
            r -> r.bucket(bucket()).key(key).overrideConfiguration(with(headers)))
        .uploadId();
  }

  @Override
  public Assembled copyPart(Target target, Map<String, String> headers) {
    Map<String, String> rest = new HashMap<>(headers);
    String[] source = source(rest);
    UploadPartCopyResponse reply =
        client.uploadPartCopy(
            r ->
                r.destinationBucket(bucket())
                    .destinationKey(target.key())
                    .uploadId(target.uploadId())
                    .partNumber(target.part())
                    .sourceBucket(source[0])
                    .sourceKey(source[1])
                    .overrideConfiguration(with(rest)));
    var result = reply.copyPartResult();
    return new Assembled(
        headers(reply),
        fields(
            result.eTag(),
            null,
            result.checksumCRC32C(),
            result.checksumCRC32(),
            result.checksumCRC64NVME()));
  }

  @Override
  public Assembled complete(Target target, List<UploadPart> parts, Map<String, String> headers) {
    List<CompletedPart> list = parts.stream().map(this::completed).toList();
    CompleteMultipartUploadResponse reply =
        client.completeMultipartUpload(
            r ->
                r.bucket(bucket())
                    .key(target.key())
                    .uploadId(target.uploadId())
                    .multipartUpload(m -> m.parts(list))
                    .overrideConfiguration(with(headers)));
    return new Assembled(
        headers(reply),
        fields(
            reply.eTag(),
            reply.checksumTypeAsString(),
            reply.checksumCRC32C(),
            reply.checksumCRC32(),
            reply.checksumCRC64NVME()));
  }

  private CompletedPart completed(UploadPart part) {
    CompletedPart.Builder completed =
        CompletedPart.builder().partNumber(part.number()).eTag(part.etag());
    Checksum sum = sums.ofUploads().map(part.checksums()::get).orElse(null);
    if (sum == null) {
      return completed.build();
    }
    String text = sum.base64();
    return switch (sum.algorithm()) {
      case CRC32C -> completed.checksumCRC32C(text).build();
      case CRC32 -> completed.checksumCRC32(text).build();
      case CRC64NVME -> completed.checksumCRC64NVME(text).build();
      case SHA256 -> completed.checksumSHA256(text).build();
      case SHA1 -> completed.checksumSHA1(text).build();
      case CRC64XZ, MD5 -> completed.build();
    };
  }

  @Override
  public void abort(Target target) {
    client.abortMultipartUpload(
        r ->
            r.bucket(bucket())
                .key(target.key())
                .uploadId(target.uploadId())
                .overrideConfiguration(plain()));
  }

  @Override
  public Page<UploadPart> parts(Target target, int after) {
    ListPartsResponse page =
        client.listParts(
            r ->
                r.bucket(bucket())
                    .key(target.key())
                    .uploadId(target.uploadId())
                    .partNumberMarker(after == 0 ? null : after)
                    .overrideConfiguration(plain()));
    List<UploadPart> parts = new ArrayList<>();
    page.parts()
        .forEach(
            p ->
                parts.add(
                    new UploadPart(
                        p.partNumber(),
                        p.size(),
                        p.eTag(),
                        sums.ofPart(
                            p.eTag(),
                            fields(
                                p.eTag(),
                                null,
                                p.checksumCRC32C(),
                                p.checksumCRC32(),
                                p.checksumCRC64NVME())))));
    return new Page<>(
        parts,
        Boolean.TRUE.equals(page.isTruncated())
            ? Optional.of(String.valueOf(page.nextPartNumberMarker()))
            : Optional.empty());
  }

  @Override
  public Page<PendingUpload> uploads(String prefix, @Nullable String cursor) {
    ListMultipartUploadsResponse page =
        client.listMultipartUploads(
            r ->
                r.bucket(bucket())
                    .encodingType(EncodingType.URL)
                    .prefix(prefix.isEmpty() ? null : prefix)
                    .keyMarker(marker(cursor, 0))
                    .uploadIdMarker(marker(cursor, 1))
                    .overrideConfiguration(plain()));
    return new Page<>(
        page.uploads().stream()
            .map(u -> new PendingUpload(u.key(), u.uploadId(), seconds(u.initiated())))
            .toList(),
        truncated(
            page.isTruncated(),
            S3Xml.cursor(text(page.nextKeyMarker()), text(page.nextUploadIdMarker()))));
  }

  @Override
  public Page<ContainerInfo> buckets(@Nullable String cursor) {
    ListBucketsResponse page = client.listBuckets(r -> r.continuationToken(cursor));
    return new Page<>(
        page.buckets().stream()
            .map(b -> new ContainerInfo(b.name(), Optional.ofNullable(b.creationDate())))
            .toList(),
        Optional.ofNullable(page.continuationToken()));
  }

  @Override
  public void createBucket(String bucket, @Nullable String location) {
    client.createBucket(
        r -> {
          r.bucket(bucket);
          if (location != null) {
            r.createBucketConfiguration(c -> c.locationConstraint(location));
          }
        });
  }

  @Override
  public void deleteBucket(String bucket) {
    client.deleteBucket(r -> r.bucket(bucket));
  }

  @Override
  public S3Api forBucket(String bucket) {
    return new SdkApi(client, config.withBucket(bucket), identity, () -> {});
  }

  @Override
  public boolean sameAccount(S3Api other) {
    if (!(other instanceof SdkApi that)) {
      return false;
    }
    return client == that.client
        || identity != null
            && that.identity != null
            && config.endpoint().equals(that.config.endpoint())
            && identity.region().equals(that.identity.region())
            && identity.credentials().sameAs(that.identity.credentials());
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return type == S3Client.class ? type.cast(client) : null;
  }

  @Override
  public void close() {
    onClose.run();
  }
}
