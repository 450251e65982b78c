package dev.stowage.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.PutOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Trees that other programs read and write. */
class PlainLayoutTest {
  private final Path root = TestStores.temporary();
  private final BlobStore store = LocalStores.plainBlobs(root, OpenOptions.defaults());

  @AfterEach
  void close() throws Exception {
    store.close();
    TempFiles.deleteTree(root);
  }

  @Test
  void foreignTree_isReadWithoutBeingChanged() throws Exception {
    Files.createDirectories(root.resolve("a/b"));
    Files.writeString(root.resolve("a/b/c.txt"), "content");
    Files.writeString(root.resolve("a!"), "");
    assertEquals(List.of("a!", "a/b/c.txt"), store.list("").map(BlobInfo::key).toList());
    assertEquals("content", store.get("a/b/c.txt").text());
    BlobInfo before = store.find("a/b/c.txt").orElseThrow();
    assertTrue(before.checksums().isEmpty());
    Files.writeString(root.resolve("a/b/c.txt"), "changed");
    assertNotEquals(before.etag(), store.find("a/b/c.txt").orElseThrow().etag());
    assertFalse(store.exists("a/b"), "a directory is no blob");
    assertFalse(store.exists("a/b/c.txt/d"));
    assertFalse(Files.exists(root.resolve(".stowage")), "reading leaves no trace");
  }

  @Test
  void ourFile_isTheBytesAlone_andSurvivesForeignChanges() throws Exception {
    PutOptions options =
        PutOptions.defaults().withContentType("text/css").withMetadata(Map.of("a", "b"));
    String etag = store.put("x/k", BlobBody.of("content"), options).etag();
    assertEquals("content", Files.readString(root.resolve("x/k")));
    BlobInfo info = store.find("x/k").orElseThrow();
    assertEquals(etag, info.etag());
    assertEquals(1, info.checksums().size());
    Files.writeString(root.resolve("x/k"), "longer content");
    BlobInfo changed = store.find("x/k").orElseThrow();
    assertNotEquals(etag, changed.etag());
    assertTrue(changed.checksums().isEmpty(), "it is not of these bytes");
    assertEquals(Map.of("a", "b"), changed.metadata());
    assertEquals("longer content", store.get("x/k").text());
    store.delete("x/k");
    assertFalse(Files.exists(root.resolve("x")), "empty directories go");
    assertTrue(Files.exists(root));
  }

  @Test
  void metadata_moreThanAnAttributeHolds_isRefused() {
    Map<String, String> large = Map.of("m", "\u0001".repeat(1900));
    PutOptions options = PutOptions.defaults().withMetadata(large);
    StorageException failure =
        assertThrows(StorageException.class, () -> store.put("k", BlobBody.of("x"), options));
    assertEquals(ErrorCode.INVALID_ARGUMENT, failure.code(), failure::getMessage);
    assertFalse(store.exists("k"));
  }

  @Test
  void symbolicLinks_areNotFollowed() throws Exception {
    Path outside = Files.createDirectory(TestStores.temporary().resolve("outside"));
    Files.writeString(outside.resolve("secret"), "secret");
    Files.createSymbolicLink(root.resolve("link"), outside);
    Files.createSymbolicLink(root.resolve("file"), outside.resolve("secret"));
    store.put("k", BlobBody.of("x"));
    assertEquals(List.of("k"), store.list("").map(BlobInfo::key).toList());
    assertFalse(store.exists("link/secret"));
    assertFalse(store.exists("file"));
    StorageException failure =
        assertThrows(StorageException.class, () -> store.put("link/new", BlobBody.of("x")));
    assertEquals(ErrorCode.PERMISSION_DENIED, failure.code());
    store.delete("link/secret");
    store.put("file", BlobBody.of("mine"));
    assertEquals("secret", Files.readString(outside.resolve("secret")));
    assertEquals("mine", store.get("file").text());
  }

  @Test
  void name_thatIsNotUtf8_failsTheListingByName() throws Exception {
    Files.writeString(Path.of(URI.create(root.toUri() + "bad%FFname")), "x");
    StorageException failure = assertThrows(StorageException.class, () -> store.list("").toList());
    assertEquals(ErrorCode.INVALID_KEY, failure.code());
    assertTrue(failure.getMessage().contains("bad%FFname"), failure::getMessage);
  }
}
