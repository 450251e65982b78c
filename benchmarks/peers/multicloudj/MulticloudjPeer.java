import com.salesforce.multicloudj.blob.async.client.AsyncBucketClient;
import com.salesforce.multicloudj.blob.client.BucketClient;
import com.salesforce.multicloudj.blob.driver.BlobIdentifier;
import com.salesforce.multicloudj.blob.driver.BlobInfo;
import com.salesforce.multicloudj.blob.driver.ByteArray;
import com.salesforce.multicloudj.blob.driver.DirectoryUploadRequest;
import com.salesforce.multicloudj.blob.driver.DownloadRequest;
import com.salesforce.multicloudj.blob.driver.ListBlobsRequest;
import com.salesforce.multicloudj.blob.driver.UploadRequest;
import com.salesforce.multicloudj.sts.model.CredentialsOverrider;
import com.salesforce.multicloudj.sts.model.CredentialsType;
import com.salesforce.multicloudj.sts.model.StsCredentials;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/** Salesforce's multicloudj. Variants: {@code sync} and {@code async}. */
final class MulticloudjPeer extends Peer {
  private static final int THREADS = 8;

  private final BucketClient sync;
  private final AsyncBucketClient async;

  MulticloudjPeer(String variant) {
    sync = variant.equals("sync") ? sync(BUCKET) : null;
    async = variant.equals("sync") ? null : async(BUCKET);
  }

  private static CredentialsOverrider credentials() {
    return new CredentialsOverrider.Builder(CredentialsType.SESSION)
        .withSessionCredentials(new StsCredentials(ACCESS_KEY, SECRET_KEY, "token"))
        .build();
  }

  private static BucketClient sync(String bucket) {
    return BucketClient.builder("aws")
        .withBucket(bucket)
        .withRegion(REGION)
        .withEndpoint(URI.create(ENDPOINT))
        .withCredentialsOverrider(credentials())
        .withMaxConnections(64)
        .build();
  }

  private static AsyncBucketClient async(String bucket) {
    AsyncBucketClient.Builder builder = new AsyncBucketClient.Builder("aws");
    builder
        .withBucket(bucket)
        .withRegion(REGION)
        .withEndpoint(URI.create(ENDPOINT))
        .withCredentialsOverrider(credentials());
    builder
        .withParallelUploadsEnabled(true)
        .withParallelDownloadsEnabled(true)
        .withExecutorService(Executors.newFixedThreadPool(THREADS));
    return builder.build();
  }

  private static UploadRequest to(String key, long size) {
    UploadRequest.Builder request = new UploadRequest.Builder().withKey(key);
    return (size < 0 ? request : request.withContentLength(size)).build();
  }

  private static DownloadRequest from(String key) {
    return new DownloadRequest.Builder().withKey(key).build();
  }

  @Override
  void upload(String key, Path file) throws Exception {
    if (sync != null) {
      sync.upload(to(key, Files.size(file)), file);
    } else {
      async.upload(to(key, Files.size(file)), file).join();
    }
  }

  @Override
  void download(String key, Path file) {
    if (sync != null) {
      sync.download(from(key), file);
    } else {
      async.download(from(key), file).join();
    }
  }

  @Override
  void uploadStream(String key, InputStream in) {
    if (sync != null) {
      sync.upload(to(key, -1), in);
    } else {
      async.upload(to(key, -1), in).join();
    }
  }

  @Override
  void put(String key, byte[] bytes) {
    if (sync != null) {
      sync.upload(to(key, bytes.length), bytes);
    } else {
      putLater(key, bytes).join();
    }
  }

  @Override
  byte[] get(String key) {
    if (sync == null) {
      return getLater(key).join();
    }
    ByteArray bytes = new ByteArray();
    sync.download(from(key), bytes);
    return bytes.getBytes();
  }

  @Override
  boolean asynchronous() {
    return async != null;
  }

  @Override
  CompletableFuture<?> putLater(String key, byte[] bytes) {
    return async.upload(to(key, bytes.length), bytes);
  }

  @Override
  CompletableFuture<byte[]> getLater(String key) {
    ByteArray bytes = new ByteArray();
    return async.download(from(key), bytes).thenApply(reply -> bytes.getBytes());
  }

  @Override
  long list(String bucket) throws Exception {
    long[] seen = new long[2];
    ListBlobsRequest request = new ListBlobsRequest.Builder().build();
    if (sync != null) {
      for (Iterator<BlobInfo> blobs = sync(bucket).list(request); blobs.hasNext(); ) {
        count(seen, blobs.next());
      }
    } else {
      async(bucket).list(request, page -> page.getBlobs().forEach(b -> count(seen, b))).get();
    }
    return seen[1] == 0 ? 0 : seen[0];
  }

  private static void count(long[] seen, BlobInfo blob) {
    seen[0]++;
    seen[1] += blob.getKey().length() + blob.getObjectSize();
  }

  @Override
  void delete(List<String> keys) {
    List<BlobIdentifier> blobs = keys.stream().map(key -> new BlobIdentifier(key, null)).toList();
    if (sync != null) {
      sync.delete(blobs);
    } else {
      async.delete(blobs).join();
    }
  }

  @Override
  void uploadTree(Path directory, String prefix) throws Exception {
    if (sync != null) {
      super.uploadTree(directory, prefix);
      return;
    }
    DirectoryUploadRequest request =
        DirectoryUploadRequest.builder()
            .localSourceDirectory(directory.toString())
            .prefix(prefix)
            .includeSubFolders(true)
            .build();
    var failed = async.uploadDirectory(request).join().getFailedTransfers();
    if (failed != null && !failed.isEmpty()) {
      throw new IllegalStateException(failed.size() + " files failed");
    }
  }
}
