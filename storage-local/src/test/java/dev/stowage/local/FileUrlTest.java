package dev.stowage.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobLocation;
import dev.stowage.blob.BlobService;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.ContainerInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileUrlTest {
  @TempDir Path directory;

  private String url(String rest) {
    return "file://" + directory + rest;
  }

  private static StorageException refused(String url) {
    return assertThrows(StorageException.class, () -> BlobStore.open(url).close(), url);
  }

  @Test
  void open_withoutMarker_takesTheWholePath() {
    try (BlobStore store = BlobStore.open(url("/a/b"))) {
      assertFalse(store.isAccessible());
      StorageException failure = assertThrows(StorageException.class, () -> store.get("k"));
      assertEquals(ErrorCode.CONTAINER_NOT_FOUND, failure.code());
      assertTrue(failure.getMessage().contains("stowage mb"));
      assertFalse(Files.exists(directory.resolve("a")), "reading makes nothing");
      store.put("k", BlobBody.of("x"));
      assertTrue(store.isAccessible());
    }
    assertTrue(Files.exists(directory.resolve("a/b/.stowage/format.json")));
  }

  @Test
  void open_belowAStore_isAPrefixOfIt() {
    try (BlobStore store = BlobStore.open(url("/s"));
        BlobStore part = BlobStore.open(url("/s"))) {
      store.put("x/y/k", BlobBody.of("deep"));
      store.put("../k", BlobBody.of("dots"));
      assertEquals("dots", part.get("../k").text());
    }
    try (BlobStore part = BlobStore.open(url("/s/x/y"));
        BlobStore dots = BlobStore.open(url("/s/.."))) {
      assertEquals("deep", part.get("k").text());
      assertEquals("dots", dots.get("k").text(), "dots are part of the key, and lead nowhere");
    }
  }

  @Test
  void locate_nothingThere_takesTheFirstEmptyDirectory() throws IOException {
    try (BlobLocation inEmpty = BlobLocation.open(url("/new/a/b"), OpenOptions.defaults())) {
      assertEquals("new/a/b", inEmpty.key());
    }
    Files.createDirectories(directory.resolve("empty"));
    try (BlobLocation fresh = BlobLocation.open(url("/empty/a/b"), OpenOptions.defaults())) {
      assertEquals("a/b", fresh.key());
    }
    try (BlobStore whole = BlobStore.open(url(""))) {
      StorageException e =
          assertThrows(StorageException.class, () -> whole.put("k", BlobBody.of("x")));
      assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
    }
  }

  @Test
  void locate_namesStoreAndKey() throws IOException {
    OpenOptions defaults = OpenOptions.defaults();
    // A directory that holds other files is never made a store, so the first new one is.
    Files.writeString(directory.resolve("other"), "x");
    try (BlobLocation fresh = BlobLocation.open(url("/s/a%20b"), defaults)) {
      assertEquals("a b", fresh.key());
      fresh.store().put(fresh.key(), BlobBody.of("x"));
    }
    try (BlobLocation known = BlobLocation.open(url("/s/p//q/"), defaults);
        BlobLocation whole = BlobLocation.open(url("/s"), defaults);
        BlobLocation slash = BlobLocation.open(url("/s/"), defaults)) {
      assertEquals("p//q/", known.key());
      assertEquals("", whole.key());
      assertEquals("", slash.key());
      assertTrue(slash.store().exists("a b"));
    }
  }

  @Test
  void url_malformed_isRefusedInOneLine() {
    for (String bad :
        List.of(
            "file:relative/dir",
            "file://host/dir",
            "file:///d?layout=other",
            "file:///d?sync=maybe",
            "file:///d?create=1",
            "file:///d?region=x",
            "file:///d?public=ftp://x/",
            "file:///d?public=nonsense",
            "file:///d%00e")) {
      StorageException failure = refused(bad);
      assertEquals(ErrorCode.INVALID_ARGUMENT, failure.code(), bad);
      assertFalse(failure.getMessage().contains("\n"), bad);
    }
    BlobStore.open("file://localhost" + directory + "/s").close();
    BlobStore.open("file:" + directory + "/s").close();
  }

  @Test
  void create_false_makesNothing() {
    try (BlobStore store = BlobStore.open(url("/s?create=false"))) {
      StorageException failure =
          assertThrows(StorageException.class, () -> store.put("k", BlobBody.of("x")));
      assertEquals(ErrorCode.CONTAINER_NOT_FOUND, failure.code());
    }
    assertFalse(Files.exists(directory.resolve("s")));
  }

  @Test
  void layout_ofTheStore_isFollowedAndNotContradicted() {
    try (BlobStore store = BlobStore.open(url("/s?layout=plain"))) {
      store.put("a.txt", BlobBody.of("x"));
    }
    try (BlobStore store = BlobStore.open(url("/s"))) {
      assertEquals("x", store.get("a.txt").text());
    }
    assertTrue(refused(url("/s?layout=native")).getMessage().contains("layout=plain"));
  }

  @Test
  void signedUrls_withoutPublicAddress_areAbsent() {
    try (BlobStore store = BlobStore.open(url("/s"))) {
      assertFalse(store.capabilities().has(BlobFeature.SIGNED_URLS));
      assertTrue(store.urlSigner().isEmpty());
    }
  }

  @Test
  void store_deletedAndMadeAgain_isWrittenByOpenStores() throws Exception {
    try (BlobService service = BlobService.open(url(""))) {
      assertTrue(service.create("s"));
      try (BlobStore store = service.store("s")) {
        store.put("k", BlobBody.of("x"));
        StorageException failure = assertThrows(StorageException.class, () -> service.delete("s"));
        assertEquals(ErrorCode.CONFLICT, failure.code());
        store.delete("k");
        service.delete("s");
        assertFalse(service.exists("s"));
        store.put("k", BlobBody.of("again"));
        assertEquals("again", store.get("k").text());
      }
      Files.createDirectory(directory.resolve("no-store"));
      assertFalse(service.create("s"));
      service.create("r");
      assertEquals(List.of("r", "s"), service.list().map(ContainerInfo::name).toList());
      assertThrows(StorageException.class, () -> service.create("../x"));
    }
  }

  @Test
  void foreignFiles_inANativeStore_areLeftAlone() throws Exception {
    try (BlobStore store = BlobStore.open(url("/s"))) {
      store.put("a/b", BlobBody.of("x"));
      Files.writeString(directory.resolve("s/README.md"), "foreign");
      Files.writeString(directory.resolve("s/a+/notes"), "foreign");
      assertEquals(List.of("a/b"), store.list("").map(BlobInfo::key).toList());
      store.delete("a/b");
      assertTrue(Files.exists(directory.resolve("s/a+/notes")));
    }
  }
}
