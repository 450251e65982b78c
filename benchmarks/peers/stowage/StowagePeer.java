import dev.stowage.Credentials;
import dev.stowage.OpenOptions;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.DeleteResult;
import dev.stowage.transfer.TransferOptions;
import dev.stowage.transfer.Transfers;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Us, as Amazon's profile has it: CRC32C of everything that is written and read. A variant is the
 * number of requests at a time.
 */
final class StowagePeer extends Peer {
  private final BlobStore store;
  private final String parallel;
  private Transfers transfers;

  StowagePeer(String variant) {
    parallel = variant;
    store = open(BUCKET);
  }

  private static BlobStore open(String bucket) {
    return BlobStore.open(
        URI.create("s3://" + bucket + "?region=" + REGION + "&profile=aws&endpoint=" + ENDPOINT),
        OpenOptions.defaults().withCredentials(Credentials.keys(ACCESS_KEY, SECRET_KEY)));
  }

  private Transfers transfers() {
    if (transfers == null) {
      TransferOptions options = TransferOptions.defaults();
      transfers =
          Transfers.create(
              parallel.equals("-") ? options : options.withParallelism(Integer.parseInt(parallel)));
    }
    return transfers;
  }

  @Override
  void upload(String key, Path file) {
    transfers().upload(file, store, key);
  }

  @Override
  void download(String key, Path file) {
    transfers().download(store, key, file);
  }

  @Override
  void uploadStream(String key, InputStream in) {
    transfers().upload(in, store, key);
  }

  @Override
  void put(String key, byte[] bytes) {
    store.put(key, BlobBody.of(bytes));
  }

  @Override
  byte[] get(String key) {
    try (BlobReader reader = store.get(key)) {
      return reader.bytes();
    }
  }

  @Override
  long list(String bucket) {
    long[] seen = new long[2];
    try (BlobStore listed = open(bucket);
        Stream<BlobInfo> blobs = listed.list("")) {
      blobs.forEach(
          blob -> {
            seen[0]++;
            seen[1] += blob.key().length() + blob.size() + blob.modified().getEpochSecond();
          });
    }
    return seen[1] == 0 ? 0 : seen[0];
  }

  @Override
  void delete(List<String> keys) {
    for (DeleteResult result : store.deleteAll(keys)) {
      result
          .failure()
          .ifPresent(
              failure -> {
                throw failure;
              });
    }
  }

  @Override
  void uploadTree(Path directory, String prefix) {
    transfers().uploadTree(directory, store, prefix);
  }
}
