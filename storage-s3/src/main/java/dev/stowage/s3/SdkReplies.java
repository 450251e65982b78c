package dev.stowage.s3;

import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobVersion;
import dev.stowage.blob.ContainerInfo;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.PendingUpload;
import dev.stowage.blob.UploadPart;
import dev.stowage.http.HttpHeaders;
import dev.stowage.s3.S3Api.Assembled;
import dev.stowage.spi.BlobDriver.Page;
import dev.stowage.spi.KeyOrder;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;

/** The replies of the SDK's client as our values. */
final class SdkReplies {
  private SdkReplies() {}

  static HttpHeaders headers(SdkResponse response) {
    HttpHeaders.Builder headers = HttpHeaders.builder();
    response
        .sdkHttpResponse()
        .forEachHeader((name, values) -> values.forEach(value -> headers.add(name, value)));
    return headers.build();
  }

  /** Closing the SDK's stream early reads it to its end; aborting it does not. */
  static InputStream body(ResponseInputStream<GetObjectResponse> response) {
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

  static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static Instant seconds(@Nullable Instant time) {
    return time == null ? Instant.EPOCH : time.truncatedTo(ChronoUnit.SECONDS);
  }

  private static Optional<String> truncated(@Nullable Boolean truncated, @Nullable String next) {
    return Boolean.TRUE.equals(truncated) ? Optional.ofNullable(next) : Optional.empty();
  }

  static ListPage list(ListObjectsV2Response page) {
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

  static Page<BlobVersion> versions(ListObjectVersionsResponse page) {
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

  static Assembled copied(CopyObjectResponse reply) {
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

  static Assembled copiedPart(UploadPartCopyResponse reply) {
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

  static Assembled assembled(CompleteMultipartUploadResponse reply) {
    return new Assembled(
        headers(reply),
        fields(
            reply.eTag(),
            reply.checksumTypeAsString(),
            reply.checksumCRC32C(),
            reply.checksumCRC32(),
            reply.checksumCRC64NVME()));
  }

  static Page<UploadPart> parts(ListPartsResponse page, Sums sums) {
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

  static Page<PendingUpload> uploads(ListMultipartUploadsResponse page) {
    return new Page<>(
        page.uploads().stream()
            .map(u -> new PendingUpload(u.key(), u.uploadId(), seconds(u.initiated())))
            .toList(),
        truncated(
            page.isTruncated(),
            S3Xml.cursor(text(page.nextKeyMarker()), text(page.nextUploadIdMarker()))));
  }

  static Page<ContainerInfo> buckets(ListBucketsResponse page) {
    return new Page<>(
        page.buckets().stream()
            .map(b -> new ContainerInfo(b.name(), Optional.ofNullable(b.creationDate())))
            .toList(),
        Optional.ofNullable(page.continuationToken()));
  }
}
