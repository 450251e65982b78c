package dev.stowage.local;

import com.sun.net.httpserver.HttpServer;
import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.conformance.blob.BlobStoreContract;
import dev.stowage.conformance.blob.DriverHarness;
import java.nio.file.Path;

/** The contract over the native layout, signed URLs included. */
class FileBlobConformanceTest implements BlobStoreContract {
  @Override
  public String provider() {
    return "file";
  }

  @Override
  public String configuration() {
    return "embedded";
  }

  @Override
  public BlobHarness newHarness() {
    return harness(NativeLayout.NAME);
  }

  static BlobHarness harness(String layout) {
    Path directory = TestStores.temporary();
    TestStores.create(directory.resolve("store"), layout);
    HttpServer server = TestStores.server();
    String base = directory.resolve("store").toUri() + "?sync=false&layout=" + layout;
    String url = base + "&public=http://127.0.0.1:" + server.getAddress().getPort() + "/blobs";
    return DriverHarness.of(url)
        .withMissing(directory.resolve("missing").toUri() + "?create=false&layout=" + layout)
        .withNativeType(Path.class)
        .onClose(TestStores.serve(server, url))
        .onClose(() -> TempFiles.deleteTree(directory));
  }
}
