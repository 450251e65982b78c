package dev.stowage.s3;

import dev.stowage.blob.BlobVersion;
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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operations of the S3 protocol that the driver needs, each one request. Headers are those of
 * the protocol, by lower-case name; failures are {@code S3Exception}s. Two implementations: {@link
 * DirectApi} puts requests on the wire itself, {@link SdkApi} calls the client of the AWS SDK.
 */
interface S3Api extends AutoCloseable {
  /**
   * What is written to.
   *
   * @param uploadId of the upload that it is a part of, or null
   */
  record Target(String key, @Nullable String uploadId, int part) {
    static Target blob(String key) {
      return new Target(key, null, 0);
    }
  }

  record Opened(int status, HttpHeaders headers, InputStream body) {}

  /** The answer to a request whose reply may be an error document inside a 200. */
  record Assembled(HttpHeaders headers, Map<String, String> fields) {}

  void headBucket() throws IOException;

  HttpHeaders put(Target target, Map<String, String> headers, BlobContent content, Sums.Plan plan)
      throws IOException;

  Opened get(String key, @Nullable String version, Map<String, String> headers) throws IOException;

  HttpHeaders head(String key, @Nullable String version, Map<String, String> headers)
      throws IOException;

  Map<String, String> tags(String key, @Nullable String version) throws IOException;

  void delete(String key, @Nullable String version, Map<String, String> headers) throws IOException;

  /** Code and message of the keys that were not deleted. */
  Map<String, List<String>> deleteMany(List<String> keys) throws IOException;

  ListPage list(ListRequest request) throws IOException;

  Page<BlobVersion> versions(String prefix, @Nullable String cursor) throws IOException;

  Assembled copy(String key, Map<String, String> headers) throws IOException;

  String start(String key, Map<String, String> headers) throws IOException;

  Assembled copyPart(Target target, Map<String, String> headers) throws IOException;

  Assembled complete(Target target, List<UploadPart> parts, Map<String, String> headers)
      throws IOException;

  void abort(Target target) throws IOException;

  Page<UploadPart> parts(Target target, int after) throws IOException;

  Page<PendingUpload> uploads(String prefix, @Nullable String cursor) throws IOException;

  Page<ContainerInfo> buckets(@Nullable String cursor) throws IOException;

  /**
   * @param location the region, or null for the endpoint's own
   */
  void createBucket(String bucket, @Nullable String location) throws IOException;

  void deleteBucket(String bucket) throws IOException;

  /** The same account seen from another bucket; shares what has to be closed. */
  S3Api forBucket(String bucket);

  /** Whether both send their requests to one service under one identity. */
  boolean sameAccount(S3Api other);

  <T> @Nullable T unwrap(Class<T> type);

  @Override
  void close();
}
