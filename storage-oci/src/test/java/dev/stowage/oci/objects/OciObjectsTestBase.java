package dev.stowage.oci.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobStore;
import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.RecordedRequest;
import dev.stowage.fakes.oci.FakeOci;
import dev.stowage.fakes.oci.objects.FakeObjectStorage;
import dev.stowage.oci.FakeUser;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A bucket on a fake, opened by URL, for tests of what the contract does not ask. */
abstract class OciObjectsTestBase {
  static final FakeOci FAKE = FakeOci.start();
  static final FakeObjectStorage STORAGE = FAKE.service(FakeObjectStorage.class);
  static final int PART = 5 << 20;

  @TempDir Path directory;
  BlobStore store;

  @BeforeEach
  void fresh() {
    FAKE.reset();
    STORAGE.createBucket("b");
    store = open("oci://b@" + FAKE.namespace());
  }

  @AfterEach
  void close() {
    store.close();
  }

  static OpenOptions options() {
    return OpenOptions.defaults().withEnvironment(Map.of());
  }

  static BlobStore open(String bucket) {
    return open(bucket, "");
  }

  static BlobStore open(String bucket, String more) {
    return BlobStore.open(bucket + "/" + FakeUser.query(FAKE) + more, options());
  }

  static StorageException fails(ErrorCode code, Runnable work) {
    StorageException e = assertThrows(StorageException.class, work::run);
    assertEquals(code, e.code(), e.getMessage());
    return e;
  }

  static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new java.util.Random(size).nextBytes(bytes);
    return bytes;
  }

  static FakeBlob stored(String key) {
    return STORAGE.object("b", key).orElseThrow();
  }

  static RecordedRequest only(String operation) {
    List<RecordedRequest> seen = FAKE.journal().requests(operation);
    assertEquals(1, seen.size(), operation);
    return seen.get(0);
  }

  static String header(RecordedRequest request, String name) {
    return request.headers().first(name).orElse("");
  }
}
