package dev.stowage.swift;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobHeaders;
import dev.stowage.blob.BlobService;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.ListRequest;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.SignRequest;
import dev.stowage.fakes.RecordedRequest;
import dev.stowage.fakes.swift.FakeSwift;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** NAVER-1 to 4: what the preset does about Swift 2.15.1 and NAVER's own rules. */
class NaverTest {
  @RegisterExtension static final FakeSwift FAKE = FakeSwift.startNaver();
  private static final String LONG = "thirty-characters-and-no-more-";

  private final FakeStores stores = new FakeStores(FAKE);
  private OpenOptions options;
  private BlobStore store;

  @BeforeEach
  void open() {
    FAKE.reset();
    FAKE.createContainer(LONG);
    options = stores.options();
    store = BlobStore.open("naver://" + LONG, options);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void naver2_namesOfContainers_areCheckedBeforeAnyRequest() {
    try (BlobService service = BlobService.open("naver:", options)) {
      for (String bad : List.of("ab", LONG + "x", "a/b")) {
        StorageException e = assertThrows(StorageException.class, () -> service.create(bad));
        assertEquals(ErrorCode.INVALID_ARGUMENT, e.code(), bad);
        assertThrows(
            StorageException.class,
            () -> BlobStore.open("naver://" + bad.replace("/", "%2F"), options).close());
      }
      assertEquals(0, FAKE.journal().count());
      assertTrue(service.create("abc"));
    }
  }

  @Test
  void naver3_loginWithoutAProject_isOneClearError() {
    Map<String, String> unscoped = new HashMap<>(FAKE.environment());
    unscoped.remove("OS_PROJECT_NAME");
    try (BlobStore other = BlobStore.open("naver://" + LONG, stores.options(unscoped))) {
      StorageException e = assertThrows(StorageException.class, () -> other.exists("k"));
      assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
      assertTrue(e.getMessage().contains("project"), e.getMessage());
    }
  }

  @Test
  void naver3_tokensLiveADay() {
    store.exists("k");
    stores.pacer().advance(Duration.ofHours(23).plusMinutes(57));
    store.exists("k");
    assertEquals(1, FAKE.journal().count("keystone.issue"));
    stores.pacer().advance(Duration.ofMinutes(2));
    store.exists("k");
    assertEquals(2, FAKE.journal().count("keystone.issue"));
  }

  @Test
  void naver4_whatIsNewer_isRefusedBeforeAnyRequest() {
    store.exists("k");
    FAKE.journal().clear();
    PutOptions cached =
        PutOptions.defaults().withHeaders(BlobHeaders.none().withCacheControl("no-store"));
    assertUnsupported(() -> store.put("k", BlobBody.of("x"), cached));
    assertUnsupported(() -> store.listPage(ListRequest.of("").withDelimiter("--")));
    assertEquals(0, FAKE.journal().count());
  }

  private static void assertUnsupported(org.junit.jupiter.api.function.Executable call) {
    assertEquals(ErrorCode.UNSUPPORTED, assertThrows(StorageException.class, call).code());
  }

  @Test
  void naver4_largeObjects_haveTheirSegmentsUnderAShorterName() throws IOException {
    SwiftObjects objects = store.unwrap(SwiftClient.class).orElseThrow().objects(LONG);
    for (int i = 0; i < 10; i++) {
      byte[] content = FakeStores.large(store, "big", 2500 + i);
      assertArrayEquals(content, FakeStores.read(store, "big"));
    }
    String segments = objects.segments("big").get(0).container();
    assertTrue(segments.length() <= 30 && segments.endsWith("_segments"), segments);
    assertEquals(3, FAKE.keys(segments).size());
    for (RecordedRequest put : FAKE.journal().requests("manifest.PUT")) {
      assertFalse(put.query().contains("heartbeat"), put.query());
    }
    store.delete("big");
    assertEquals(List.of(), FAKE.keys(segments));
  }

  @Test
  void naver4_temporaryUrls_areSignedWithSha1() throws Exception {
    store.put("k", BlobBody.of("content"));
    store.unwrap(SwiftClient.class).orElseThrow().setTempUrlKey("a key");
    URI uri =
        store.urlSigner().orElseThrow().sign(SignRequest.get("k", Duration.ofMinutes(1))).uri();
    assertTrue(uri.getQuery().matches("temp_url_sig=[0-9a-f]{40}&.*"), "40 digits are SHA-1");
    try (InputStream served = uri.toURL().openStream()) {
      assertArrayEquals("content".getBytes(StandardCharsets.US_ASCII), served.readAllBytes());
    }
  }
}
