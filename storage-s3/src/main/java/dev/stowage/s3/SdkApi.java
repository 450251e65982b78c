package dev.stowage.s3;

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
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
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
        ? SdkReplies.headers(client.putObject(blob(target, headers, plan, known), body))
        : SdkReplies.headers(client.uploadPart(part(target, headers, plan, known), body));
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
        in.response().sdkHttpResponse().statusCode(),
        SdkReplies.headers(in.response()),
        SdkReplies.body(in));
  }

  @Override
  public HttpHeaders head(String key, @Nullable String version, Map<String, String> headers) {
    return SdkReplies.headers(
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
        .forEach(
            e ->
                errors.put(
                    SdkReplies.text(e.key()),
                    List.of(SdkReplies.text(e.code()), SdkReplies.text(e.message()))));
    return errors;
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
    return SdkReplies.list(page);
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
    return SdkReplies.versions(page);
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
    return SdkReplies.copied(reply);
  }

  /** Bucket and key of the header, which the SDK encodes itself. */
  private static String[] source(Map<String, String> headers) {
    String source = SdkReplies.text(headers.remove("x-amz-copy-source"));
    int slash = source.indexOf('/');
    return new String[] {
      URLDecoder.decode(source.substring(0, slash), StandardCharsets.UTF_8),
      URLDecoder.decode(source.substring(slash + 1), StandardCharsets.UTF_8)
    };
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
    return SdkReplies.copiedPart(reply);
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
    return SdkReplies.assembled(reply);
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
    return SdkReplies.parts(page, sums);
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
    return SdkReplies.uploads(page);
  }

  @Override
  public Page<ContainerInfo> buckets(@Nullable String cursor) {
    return SdkReplies.buckets(client.listBuckets(r -> r.continuationToken(cursor)));
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
