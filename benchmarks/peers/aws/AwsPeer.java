import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.transfer.s3.S3TransferManager;
import software.amazon.awssdk.transfer.s3.model.DownloadFileRequest;
import software.amazon.awssdk.transfer.s3.model.UploadDirectoryRequest;
import software.amazon.awssdk.transfer.s3.model.UploadFileRequest;
import software.amazon.awssdk.transfer.s3.model.UploadRequest;

/**
 * The AWS SDK with its defaults, checksums among them. Variants: {@code sync} is the blocking
 * client on Apache 5; {@code netty} and {@code crt} are the transfer manager on either engine.
 */
final class AwsPeer extends Peer {
  private S3Client sync;
  private S3AsyncClient async;
  private S3TransferManager manager;

  AwsPeer(String variant) {
    AwsCredentialsProvider credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY));
    URI endpoint = URI.create(ENDPOINT);
    Region region = Region.of(REGION);
    switch (variant) {
      case "sync" ->
          sync =
              S3Client.builder()
                  .credentialsProvider(credentials)
                  .endpointOverride(endpoint)
                  .region(region)
                  .forcePathStyle(true)
                  .httpClientBuilder(Apache5HttpClient.builder())
                  .build();
      case "netty" ->
          async =
              S3AsyncClient.builder()
                  .credentialsProvider(credentials)
                  .endpointOverride(endpoint)
                  .region(region)
                  .forcePathStyle(true)
                  .multipartEnabled(true)
                  .httpClientBuilder(NettyNioAsyncHttpClient.builder())
                  .build();
      case "crt" ->
          async =
              S3AsyncClient.crtBuilder()
                  .credentialsProvider(credentials)
                  .endpointOverride(endpoint)
                  .region(region)
                  .forcePathStyle(true)
                  .build();
      default -> throw new IllegalArgumentException(variant);
    }
  }

  private S3TransferManager manager() {
    if (manager == null) {
      manager = S3TransferManager.builder().s3Client(async).build();
    }
    return manager;
  }

  private static PutObjectRequest to(String key) {
    return PutObjectRequest.builder().bucket(BUCKET).key(key).build();
  }

  private static GetObjectRequest from(String key) {
    return GetObjectRequest.builder().bucket(BUCKET).key(key).build();
  }

  @Override
  void upload(String key, Path file) {
    if (sync != null) {
      sync.putObject(to(key), RequestBody.fromFile(file));
      return;
    }
    UploadFileRequest request =
        UploadFileRequest.builder().putObjectRequest(to(key)).source(file).build();
    manager().uploadFile(request).completionFuture().join();
  }

  @Override
  void download(String key, Path file) {
    if (sync != null) {
      sync.getObject(from(key), ResponseTransformer.toFile(file));
      return;
    }
    DownloadFileRequest request =
        DownloadFileRequest.builder().getObjectRequest(from(key)).destination(file).build();
    manager().downloadFile(request).completionFuture().join();
  }

  /** The blocking client needs a length. */
  @Override
  void uploadStream(String key, InputStream in) throws Exception {
    if (sync != null) {
      super.uploadStream(key, in);
    }
    ExecutorService reader =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread thread = new Thread(work);
              thread.setDaemon(true);
              return thread;
            });
    AsyncRequestBody body =
        AsyncRequestBody.fromInputStream(
            c -> c.inputStream(in).executor(reader).contentLength(null));
    UploadRequest request =
        UploadRequest.builder().putObjectRequest(to(key)).requestBody(body).build();
    manager().upload(request).completionFuture().join();
    reader.shutdown();
  }

  @Override
  void put(String key, byte[] bytes) {
    if (sync != null) {
      sync.putObject(to(key), RequestBody.fromBytes(bytes));
    } else {
      putLater(key, bytes).join();
    }
  }

  @Override
  byte[] get(String key) {
    return sync != null
        ? sync.getObjectAsBytes(from(key)).asByteArrayUnsafe()
        : getLater(key).join();
  }

  @Override
  boolean asynchronous() {
    return async != null;
  }

  @Override
  CompletableFuture<?> putLater(String key, byte[] bytes) {
    return async.putObject(to(key), AsyncRequestBody.fromBytes(bytes));
  }

  @Override
  CompletableFuture<byte[]> getLater(String key) {
    return async
        .getObject(from(key), AsyncResponseTransformer.toBytes())
        .thenApply(ResponseBytes::asByteArrayUnsafe);
  }

  @Override
  long list(String bucket) throws Exception {
    long[] seen = new long[2];
    ListObjectsV2Request request = ListObjectsV2Request.builder().bucket(bucket).build();
    if (sync != null) {
      sync.listObjectsV2Paginator(request).contents().forEach(object -> count(seen, object));
    } else {
      async
          .listObjectsV2Paginator(request)
          .subscribe(page -> page.contents().forEach(object -> count(seen, object)))
          .get();
    }
    return seen[1] == 0 ? 0 : seen[0];
  }

  private static void count(long[] seen, S3Object object) {
    seen[0]++;
    seen[1] += object.key().length() + object.size() + object.lastModified().getEpochSecond();
  }

  @Override
  void delete(List<String> keys) {
    for (int i = 0; i < keys.size(); i += 1000) {
      List<ObjectIdentifier> some = new ArrayList<>();
      for (String key : keys.subList(i, Math.min(keys.size(), i + 1000))) {
        some.add(ObjectIdentifier.builder().key(key).build());
      }
      DeleteObjectsRequest request =
          DeleteObjectsRequest.builder().bucket(BUCKET).delete(d -> d.objects(some)).build();
      if (sync != null) {
        sync.deleteObjects(request);
      } else {
        async.deleteObjects(request).join();
      }
    }
  }

  @Override
  void uploadTree(Path directory, String prefix) throws Exception {
    if (sync != null) {
      super.uploadTree(directory, prefix);
      return;
    }
    UploadDirectoryRequest request =
        UploadDirectoryRequest.builder().source(directory).bucket(BUCKET).s3Prefix(prefix).build();
    var failed = manager().uploadDirectory(request).completionFuture().join().failedTransfers();
    if (!failed.isEmpty()) {
      throw new IllegalStateException(failed.get(0).toString());
    }
  }
}
