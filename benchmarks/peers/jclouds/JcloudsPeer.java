import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executors;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.domain.Blob;
import org.jclouds.blobstore.domain.PageSet;
import org.jclouds.blobstore.domain.StorageMetadata;
import org.jclouds.blobstore.options.ListContainerOptions;
import org.jclouds.blobstore.options.PutOptions;

/** jclouds, with eight parts at a time. It compares nothing with any checksum. */
final class JcloudsPeer extends Peer {
  private static final int PARALLEL = 8;
  private static final long SINGLE = 32 << 20;

  private final BlobStore store;
  private final ListeningExecutorService threads;

  JcloudsPeer(String variant) {
    Properties settings = new Properties();
    settings.setProperty("jclouds.s3.virtual-host-buckets", "false");
    settings.setProperty("jclouds.max-connections-per-host", "64");
    settings.setProperty("jclouds.user-threads", "64");
    BlobStoreContext context =
        ContextBuilder.newBuilder("s3")
            .endpoint(ENDPOINT)
            .credentials(ACCESS_KEY, SECRET_KEY)
            .overrides(settings)
            .modules(List.of())
            .buildView(BlobStoreContext.class);
    store = context.getBlobStore();
    threads = MoreExecutors.listeningDecorator(Executors.newFixedThreadPool(PARALLEL));
  }

  private PutOptions inParts() {
    return new PutOptions(threads).multipart(threads);
  }

  @Override
  void upload(String key, Path file) throws Exception {
    long size = Files.size(file);
    Blob blob = store.blobBuilder(key).payload(file.toFile()).contentLength(size).build();
    if (size > SINGLE) {
      store.putBlob(BUCKET, blob, inParts());
    } else {
      store.putBlob(BUCKET, blob);
    }
  }

  @Override
  void download(String key, Path file) throws Exception {
    try (InputStream in = store.getBlob(BUCKET, key).getPayload().openStream();
        OutputStream out = Files.newOutputStream(file)) {
      in.transferTo(out);
    }
  }

  @Override
  void uploadStream(String key, InputStream in) {
    store.putBlob(BUCKET, store.blobBuilder(key).payload(in).build(), inParts());
  }

  @Override
  void put(String key, byte[] bytes) {
    store.putBlob(
        BUCKET, store.blobBuilder(key).payload(bytes).contentLength(bytes.length).build());
  }

  @Override
  byte[] get(String key) throws Exception {
    try (InputStream in = store.getBlob(BUCKET, key).getPayload().openStream()) {
      return in.readAllBytes();
    }
  }

  @Override
  long list(String bucket) {
    long count = 0;
    long sum = 0;
    for (String marker = ""; marker != null; ) {
      ListContainerOptions options = ListContainerOptions.Builder.recursive();
      PageSet<? extends StorageMetadata> page =
          store.list(bucket, marker.isEmpty() ? options : options.afterMarker(marker));
      for (StorageMetadata blob : page) {
        count++;
        sum += blob.getName().length() + blob.getSize() + blob.getLastModified().getTime();
      }
      marker = page.getNextMarker();
    }
    return sum == 0 ? 0 : count;
  }

  @Override
  void delete(List<String> keys) {
    store.removeBlobs(BUCKET, keys);
  }
}
