import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One client as it is measured. What a client cannot do stays as it is here. */
abstract class Peer {
  static final String ENDPOINT = System.getProperty("endpoint");
  static final String ACCESS_KEY = "AKIDEXAMPLE";
  static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  static final String REGION = "us-east-1";
  static final String BUCKET = "bench";

  /** What a user writes around a blocking client. */
  private static final int THREADS = 16;

  private static UnsupportedOperationException cannot() {
    return new UnsupportedOperationException("this client cannot do that");
  }

  void upload(String key, Path file) throws Exception {
    throw cannot();
  }

  void download(String key, Path file) throws Exception {
    throw cannot();
  }

  /** Uploads what has no known length. */
  void uploadStream(String key, InputStream in) throws Exception {
    throw cannot();
  }

  void put(String key, byte[] bytes) throws Exception {
    throw cannot();
  }

  byte[] get(String key) throws Exception {
    throw cannot();
  }

  /** Whether many small requests at a time are made by futures instead of threads. */
  boolean asynchronous() {
    return false;
  }

  CompletableFuture<?> putLater(String key, byte[] bytes) throws Exception {
    throw cannot();
  }

  CompletableFuture<byte[]> getLater(String key) throws Exception {
    throw cannot();
  }

  /** Counts the keys of a bucket, and looks at key, size and time of each. */
  long list(String bucket) throws Exception {
    throw cannot();
  }

  void delete(List<String> keys) throws Exception {
    throw cannot();
  }

  void uploadTree(Path directory, String prefix) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> uploads = new ArrayList<>();
      try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
        for (Path file : files) {
          uploads.add(
              threads.submit(
                  () -> {
                    upload(prefix + file.getFileName(), file);
                    return null;
                  }));
        }
      }
      for (Future<?> upload : uploads) {
        upload.get();
      }
    } finally {
      threads.shutdown();
    }
  }
}
