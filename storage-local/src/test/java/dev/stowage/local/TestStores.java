package dev.stowage.local;

import com.sun.net.httpserver.HttpServer;
import dev.stowage.blob.BlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What tests of this module open. */
final class TestStores {
  private TestStores() {}

  /** An empty directory on the disk that the module is on; tmpfs has other habits. */
  static Path temporary() {
    try {
      Path under = Files.createDirectories(Path.of("target", "stores").toAbsolutePath());
      return Files.createTempDirectory(under, "t");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void create(Path root, String layout) {
    try {
      StoreMarker.create(root, layout);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers the signed URLs of a store until the result is closed. */
  static AutoCloseable serve(HttpServer server, String url) {
    BlobStore store = BlobStore.open(url);
    ExecutorService threads = Executors.newCachedThreadPool();
    server.createContext("/blobs", SignedUrlHandler.of(store));
    server.setExecutor(threads);
    server.start();
    return () -> {
      server.stop(0);
      threads.shutdown();
      store.close();
    };
  }
}
