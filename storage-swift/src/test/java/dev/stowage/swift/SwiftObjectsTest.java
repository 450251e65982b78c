package dev.stowage.swift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.Credentials;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobService;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.DeleteResult;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.SignRequest;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.swift.FakeSwift;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** SWIFT-ACC, -CONT, -OBJ, -DLO, -BULK and -TEMP, as far as the kit does not know them. */
class SwiftObjectsTest {
  @RegisterExtension static final FakeSwift FAKE = FakeSwift.start();
  private static final HttpClient PLAIN = HttpClient.newHttpClient();

  private final FakeStores stores = new FakeStores(FAKE);
  private BlobStore store;
  private SwiftClient client;
  private SwiftObjects objects;

  @BeforeEach
  void open() {
    store = stores.fresh("c");
    client = store.unwrap(SwiftClient.class).orElseThrow();
    objects = client.objects("c");
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void cont_createdListedDeleted() {
    try (BlobService service = BlobService.open("swift:", stores.options())) {
      assertTrue(service.create("new é"));
      assertFalse(service.create("new é"), "202 for what is there");
      assertEquals(
          List.of("c", "new é"), service.list().map(container -> container.name()).toList());
      store.put("k", BlobBody.of("x"));
      StorageException e = assertThrows(StorageException.class, () -> service.delete("c"));
      assertEquals(ErrorCode.CONFLICT, e.code());
      service.delete("new é");
      service.delete("new é");
      assertFalse(service.exists("new é"));
      assertThrows(StorageException.class, () -> service.create("a/b"));
      assertThrows(StorageException.class, () -> service.create("x".repeat(257)));
    }
  }

  @Test
  void acc2_usageAndMetadata() throws IOException {
    store.put("k", BlobBody.of("12345"));
    client.setAccountMetadata(Map.of("Color", "blue"));
    SwiftClient.Usage account = client.account();
    assertEquals(1, account.containers());
    assertEquals(5, account.bytes());
    assertEquals("blue", account.metadata().get("color"));
    client.setAccountMetadata(Map.of("Color", ""));
    assertEquals(Map.of(), client.account().metadata());
    objects.setContainerMetadata(Map.of("Owner", "é"));
    assertEquals(Map.of("owner", "é"), objects.usage().metadata());
    assertEquals(1, objects.usage().objects());
  }

  @Test
  void cont_quota_isToldApartFromTooLarge() throws IOException {
    objects.setQuota(10, 0);
    StorageException e =
        assertThrows(StorageException.class, () -> store.put("q", BlobBody.of(new byte[100])));
    assertEquals(ErrorCode.QUOTA_EXCEEDED, e.code());
    objects.setQuota(0, 1);
    store.put("q", BlobBody.of(new byte[100]));
    assertThrows(StorageException.class, () -> store.put("r", BlobBody.of("x")));
    objects.setQuota(0, 0);
    store.put("r", BlobBody.of("x"));
  }

  @Test
  void cont_access_isGivenAndTakenBack() throws IOException {
    store.put("k", BlobBody.of("x"));
    String anonymous = "swift://c?storage-url=" + FAKE.storageUrl();
    try (BlobStore everybody =
            BlobStore.open(
                anonymous, stores.options(Map.of()).withCredentials(Credentials.anonymous()));
        BlobStore stranger =
            BlobStore.open("swift://c", stores.options(FAKE.strangerEnvironment()))) {
      assertThrows(StorageException.class, () -> everybody.exists("k"));
      objects.setAccess(".r:*", "fake-other-project:fake-stranger");
      assertTrue(everybody.exists("k"));
      assertThrows(StorageException.class, () -> everybody.list("").toList());
      stranger.put("from elsewhere", BlobBody.of("y"));
      objects.setAccess(".r:*,.rlistings", "");
      assertEquals(2, everybody.list("").count());
      assertThrows(StorageException.class, () -> stranger.put("k", BlobBody.of("z")));
      objects.setAccess("", "");
      assertThrows(StorageException.class, () -> everybody.exists("k"));
    }
  }

  @Test
  void obj2_directoryMarker() throws IOException {
    objects.putDirectory("a/b");
    BlobInfo marker = store.find("a/b").orElseThrow();
    assertEquals("application/directory", marker.contentType());
    assertEquals(0, marker.size());
    assertEquals("application/directory", store.list("").toList().get(0).contentType());
  }

  @Test
  void obj5_metadata_isReplacedAndTheRestKept() throws IOException {
    store.put("k", BlobBody.of("x"), PutOptions.defaults().withMetadata(Map.of("old", "1")));
    Instant at = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 3600);
    objects.setExpiry("k", Optional.of(at));
    objects.setMetadata("k", Map.of("new", "ü"));
    assertEquals(Map.of("new", "ü"), store.find("k").orElseThrow().metadata());
    assertEquals(Optional.of(at), store.find("k").orElseThrow().expires());
    objects.setExpiry("k", Optional.empty());
    assertEquals(Optional.empty(), store.find("k").orElseThrow().expires());
    assertEquals(Map.of("new", "ü"), store.find("k").orElseThrow().metadata());
    FakeStores.large(store, "big", 2500);
    objects.setMetadata("big", Map.of("a", "1"));
    store.delete("big");
    assertEquals(List.of(), FAKE.keys("c_segments"), "whose segments they are is still known");
  }

  @Test
  void obj8_expired_isGone() throws IOException {
    store.put("k", BlobBody.of("x"));
    objects.setExpiry("k", Optional.of(FAKE.clock().instant().plusSeconds(60)));
    assertTrue(store.exists("k"));
    FAKE.clock().advance(Duration.ofSeconds(61));
    assertFalse(store.exists("k"));
    assertEquals(1, store.list("").count(), "listings know it until the expirer has come by");
    FAKE.expire();
    assertEquals(0, store.list("").count());
    IOException e =
        assertThrows(IOException.class, () -> objects.setExpiry("k", Optional.of(Instant.EPOCH)));
    assertTrue(String.valueOf(e.getMessage()).contains("404"), e.getMessage());
  }

  @Test
  void dlo1_dynamicLargeObject_writtenReadAndDeleted() throws IOException {
    for (int i = 0; i < 3; i++) {
      store.put("parts/é 0" + i, BlobBody.of("part" + i));
    }
    objects.putDynamic("whole", "c", "parts/é ", PutOptions.defaults());
    assertEquals("part0part1part2", FakeStores.text(store, "whole"));
    assertEquals(Optional.of(new SwiftObjects.Dynamic("c", "parts/é ")), objects.dynamic("whole"));
    objects.setMetadata("whole", Map.of("a", "1"));
    assertTrue(objects.dynamic("whole").isPresent(), "a change of metadata must not lose it");
    objects.deleteDynamic("whole");
    assertEquals(List.of(), FAKE.keys("c"));
  }

  @Test
  void bulk1_oneOfSeveralFails_isSaidOfThatOne() {
    List<String> keys = List.of("b b", "a", "é%/\n");
    keys.forEach(key -> store.put(key, BlobBody.of("x")));
    FAKE.faults().on("bulk.DELETE").arm(Fault.errorInside200("403"));
    List<DeleteResult> results = store.deleteAll(keys);
    assertEquals(ErrorCode.PERMISSION_DENIED, results.get(0).failure().orElseThrow().code());
    assertTrue(results.get(1).deleted() && results.get(2).deleted());
    assertEquals(List.of("b b"), FAKE.keys("c"));
    FAKE.faults().on("bulk.DELETE").arm(Fault.errorInside200());
    assertTrue(store.deleteAll(keys).stream().noneMatch(DeleteResult::deleted));
    assertEquals(List.of("b b"), FAKE.keys("c"));
  }

  /** Encoded as in a URL, the longest keys are longer than a line that Swift takes. */
  @Test
  void bulk1_longestKeys() {
    List<String> keys = new ArrayList<>();
    for (String one : List.of("é", "世", "😀", "%", "\n", " ")) {
      int bytes = one.getBytes(StandardCharsets.UTF_8).length;
      for (int shorter = 0; shorter < 4; shorter++) {
        keys.add("k" + one.repeat(1023 / bytes - shorter));
      }
    }
    keys.forEach(key -> store.put(key, BlobBody.of("x")));
    assertTrue(store.deleteAll(keys).stream().allMatch(DeleteResult::deleted));
    assertEquals(List.of(), FAKE.keys("c"));
  }

  @Test
  void bulk1_serviceHasNone_isDoneOneByOne() {
    try (FakeSwift without = FakeSwift.builder().withoutBulkDelete().start()) {
      without.createContainer("c");
      try (BlobStore other = BlobStore.open("swift://c", new FakeStores(without).options())) {
        other.put("a", BlobBody.of("x"));
        other.put("b", BlobBody.of("x"));
        assertTrue(
            other.deleteAll(List.of("a", "absent", "b")).stream().allMatch(DeleteResult::deleted));
        assertEquals(List.of(), without.keys("c"));
        assertEquals(3, without.journal().count("object.DELETE"));
      }
    }
  }

  @Test
  void temp1_everyDigestAndKey() throws Exception {
    for (String digest : List.of("sha1", "sha256", "sha512")) {
      try (FakeSwift one = FakeSwift.builder().digests(digest).start()) {
        one.createContainer("c");
        try (BlobStore other = BlobStore.open("swift://c", new FakeStores(one).options())) {
          other.put("é/a b", BlobBody.of("content"));
          SwiftClient of = other.unwrap(SwiftClient.class).orElseThrow();
          of.setTempUrlKey("key-of-the-account");
          URI uri = signed(other, "é/a b");
          assertEquals(200, get(uri).statusCode(), digest);
          assertEquals(401, get(URI.create(uri.toString().replace("a%20b", "a%20c"))).statusCode());
          one.clock().advance(Duration.ofMinutes(2));
          assertEquals(401, get(uri).statusCode(), "expired");
        }
      }
    }
  }

  private static URI signed(BlobStore store, String key) {
    return store.urlSigner().orElseThrow().sign(SignRequest.get(key, Duration.ofMinutes(1))).uri();
  }

  private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    return PLAIN.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void temp1_prefixAndTheContainersKey() throws Exception {
    objects.setContainerMetadata(Map.of("Temp-URL-Key-2", "second key of the container"));
    for (String key : List.of("dir/a b+c", "dir/é?&#", "other")) {
      store.put(key, BlobBody.of("content of " + key));
    }
    String urls = objects.temporaryUrls("GET", "dir/", Instant.now().plusSeconds(60)).toString();
    HttpResponse<String> answer = get(URI.create(urls.replace("/dir/?", "/dir/a%20b+c?")));
    assertEquals("content of dir/a b+c", answer.body());
    assertTrue(
        answer.headers().firstValue("Content-Disposition").orElse("").startsWith("attachment"));
    assertEquals(200, get(URI.create(urls.replace("/dir/?", "/dir/%C3%A9%3F&%23?"))).statusCode());
    assertEquals(401, get(URI.create(urls.replace("/dir/?", "/other?"))).statusCode());
  }

  @Test
  void temp1_noKey_isSaid() {
    store.put("k", BlobBody.of("x"));
    StorageException e = assertThrows(StorageException.class, () -> signed(store, "k"));
    assertTrue(e.getMessage().contains("has a key for temporary URLs"), e.getMessage());
  }

  @Test
  void info_isToldAndHeeded() throws IOException {
    assertEquals(Optional.of("2.30.0"), client.info().version());
    assertEquals(List.of("gold", "silver"), client.info().policies());
    assertTrue(client.info().has("bulk_delete"));
    assertEquals(1000, client.info().maxManifestSegments());
  }
}
