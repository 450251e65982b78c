import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.apache.opendal.AsyncOperator;
import org.apache.opendal.Entry;
import org.apache.opendal.ListOptions;
import org.apache.opendal.Operator;

/** OpenDAL: blocking streams for files, futures for small objects. Compares no checksums. */
final class OpendalPeer extends Peer {
  private static final int PART = 8 << 20;
  private static final int BUFFER = 1 << 20;
  private static final int DELETES = 32;

  private final AsyncOperator async = AsyncOperator.of("s3", settings(BUCKET));
  private final Operator blocking = async.blocking();

  OpendalPeer(String variant) {}

  private static Map<String, String> settings(String bucket) {
    return Map.of(
        "bucket", bucket,
        "endpoint", ENDPOINT,
        "region", REGION,
        "access_key_id", ACCESS_KEY,
        "secret_access_key", SECRET_KEY,
        "root", "/",
        "disable_config_load", "true",
        "disable_ec2_metadata", "true");
  }

  @Override
  void upload(String key, Path file) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      uploadStream(key, in);
    }
  }

  @Override
  void uploadStream(String key, InputStream in) throws Exception {
    try (OutputStream out = blocking.createOutputStream(key, PART)) {
      copy(in, out);
    }
  }

  @Override
  void download(String key, Path file) throws Exception {
    try (InputStream in = blocking.createInputStream(key);
        OutputStream out = Files.newOutputStream(file)) {
      copy(in, out);
    }
  }

  private static void copy(InputStream in, OutputStream out) throws Exception {
    byte[] buffer = new byte[BUFFER];
    for (int n; (n = in.read(buffer)) > 0; ) {
      out.write(buffer, 0, n);
    }
  }

  @Override
  void put(String key, byte[] bytes) {
    blocking.write(key, bytes);
  }

  @Override
  byte[] get(String key) {
    return blocking.read(key);
  }

  @Override
  boolean asynchronous() {
    return true;
  }

  @Override
  CompletableFuture<?> putLater(String key, byte[] bytes) {
    return async.write(key, bytes);
  }

  @Override
  CompletableFuture<byte[]> getLater(String key) {
    return async.read(key);
  }

  @Override
  long list(String bucket) {
    try (Operator operator = Operator.of("s3", settings(bucket))) {
      long count = 0;
      long sum = 0;
      for (Entry entry : operator.list("", ListOptions.builder().recursive(true).build())) {
        count++;
        sum += entry.getPath().length() + entry.getMetadata().getContentLength();
      }
      return sum == 0 ? 0 : count;
    }
  }

  @Override
  void delete(List<String> keys) throws Exception {
    Semaphore room = new Semaphore(DELETES);
    for (String key : keys) {
      room.acquire();
      async.delete(key).whenComplete((done, thrown) -> room.release());
    }
    room.acquire(DELETES);
  }
}
