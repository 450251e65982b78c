package dev.stowage.swift;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.Credentials;
import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.RetryPolicy;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.BlobWriter;
import dev.stowage.fakes.RecordedRequest;
import dev.stowage.fakes.swift.FakeSwift;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** SWIFT-AUTH-1 to 4, and trap T8: who asks for tokens, how often, and what becomes of refusals. */
class SwiftTokensTest {
  @RegisterExtension static final FakeSwift FAKE = FakeSwift.start();
  private static final String LOGIN = "keystone.issue";

  private final FakeStores stores = new FakeStores(FAKE);
  @TempDir Path directory;
  private BlobStore store;

  @BeforeEach
  void open() {
    store = stores.fresh("c");
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void auth3_tenThousandRequests_oneAuthentication() throws Exception {
    store.put("k", BlobBody.of("content"));
    FakeStores.atOnce(
        4,
        thread -> {
          for (int i = 0; i < 2500; i++) {
            assertTrue(store.exists("k"));
          }
        });
    assertEquals(1, FAKE.journal().count(LOGIN));
    assertEquals(10_000, FAKE.journal().count("object.HEAD"));
  }

  @Test
  void auth3_shortBeforeExpiry_hundredThreads_renewOnce() throws Exception {
    store.put("k", BlobBody.of("content"));
    stores.pacer().advance(Duration.ofSeconds(3600 - 119));
    FakeStores.atOnce(100, thread -> assertTrue(store.exists("k")));
    assertEquals(2, FAKE.journal().count(LOGIN));
    assertEquals(0, refusals(), "nobody had to be told");
  }

  /** Each is in the middle of an upload that can be read only once when all tokens end. */
  @Test
  void auth3_expiryInMidTransfer_sixteenThreads_oneRenewalAndNoFailure() throws Exception {
    CyclicBarrier middle = new CyclicBarrier(16, () -> FAKE.clock().advance(Duration.ofHours(2)));
    FakeStores.atOnce(
        16,
        thread -> {
          byte[] content = FakeStores.bytes(5000 + thread);
          try (BlobWriter writer = store.openWriter("k" + thread, FakeStores.SMALL_PARTS)) {
            writer.write(content, 0, 2500);
            middle.await();
            writer.write(content, 2500, content.length - 2500);
            writer.commit();
          }
          store.put(
              "once" + thread, BlobBody.once(new ByteArrayInputStream(content), content.length));
        });
    assertEquals(2, FAKE.journal().count(LOGIN), "one at the start, one for all sixteen");
    assertTrue(refusals() > 0, "the service did refuse the old one");
    for (int i = 0; i < 16; i++) {
      assertArrayEquals(FakeStores.bytes(5000 + i), FakeStores.read(store, "k" + i));
    }
  }

  @Test
  void auth4_hundredThreadsRefusedAtOnce_shareOneRefresh() throws Exception {
    store.put("k", BlobBody.of("content"));
    FAKE.revokeTokens();
    FakeStores.atOnce(100, thread -> assertTrue(store.exists("k")));
    assertEquals(2, FAKE.journal().count(LOGIN));
    FAKE.revokeTokens();
    store.put("k", BlobBody.of("other"));
    assertEquals(3, FAKE.journal().count(LOGIN), "and it costs no retry: the policy allows none");
  }

  @Test
  void auth4_secondRefusal_isRaised() {
    FAKE.honourNewTokens(false);
    try (BlobStore patient = patient()) {
      StorageException e = assertThrows(StorageException.class, () -> patient.exists("k"));
      assertEquals(ErrorCode.UNAUTHENTICATED, e.code());
      assertEquals(401, e.httpStatus().orElseThrow());
    }
    assertEquals(2, FAKE.journal().count("object.HEAD"));
    assertEquals(2, FAKE.journal().count(LOGIN));
  }

  @Test
  void auth1_revokedPassword_isOneClearErrorAndNoStorm() {
    try (BlobStore patient = patient()) {
      patient.put("k", BlobBody.of("content"));
      String old = FAKE.password();
      FAKE.changePassword();
      FAKE.revokeTokens();
      FAKE.journal().clear();
      StorageException e = assertThrows(StorageException.class, () -> patient.exists("k"));
      assertEquals(ErrorCode.UNAUTHENTICATED, e.code());
      assertFalse(e.retryable());
      assertTrue(e.getMessage().contains("requires authentication"), e.getMessage());
      assertFalse(e.toString().contains(old));
      assertEquals(List.of("object.HEAD", LOGIN), FAKE.journal().operations());
      assertEquals(List.of(), stores.pacer().sleeps());
    }
  }

  @Test
  void auth1_revokedPassword_fiftyThreads_allSeeIt() throws Exception {
    FAKE.changePassword();
    FakeStores.atOnce(
        50,
        thread -> {
          StorageException e = assertThrows(StorageException.class, () -> store.exists("k"));
          assertEquals(ErrorCode.UNAUTHENTICATED, e.code());
        });
    assertTrue(FAKE.journal().count(LOGIN) <= 50, "none asked twice");
    assertEquals(0, FAKE.journal().count("object.HEAD"));
  }

  private BlobStore patient() {
    OpenOptions patient = stores.options().withRetry(RetryPolicy.defaults());
    return BlobStore.open("swift://c", patient);
  }

  private static long refusals() {
    return FAKE.journal().requests().stream().filter(r -> r.status() == 401).count();
  }

  private void works(String params, Map<String, String> environment) {
    try (BlobStore other = BlobStore.open("swift://c?" + params, stores.options(environment))) {
      other.put("by", BlobBody.of(params));
      assertEquals(params, FakeStores.text(other, "by"));
    }
  }

  private static Map<String, String> keystone(String... pairs) {
    Map<String, String> all =
        new HashMap<>(Map.of("OS_AUTH_URL", FAKE.authUrl(), "OS_REGION_NAME", FAKE.region()));
    for (int i = 0; i < pairs.length; i += 2) {
      all.put(pairs[i], pairs[i + 1]);
    }
    return all;
  }

  @Test
  void auth1_everyWayToLogIn() throws IOException {
    works("auth=password", FAKE.environment());
    String bare = FAKE.endpoint().toString();
    works("endpoint=" + bare + "&project-id=" + FAKE.projectId(), FAKE.environment());
    works(
        "project-id=" + FAKE.projectId(),
        keystone("OS_USER_ID", FAKE.userId(), "OS_PASSWORD", FAKE.password()));
    works("auth=application", FAKE.applicationEnvironment());
    Map<String, String> named = new HashMap<>(FAKE.applicationEnvironment());
    named.remove("OS_APPLICATION_CREDENTIAL_ID");
    named.put("OS_APPLICATION_CREDENTIAL_NAME", "fake-application");
    named.put("OS_USERNAME", FAKE.user());
    named.put("OS_USER_DOMAIN_NAME", "Default");
    works("auth=application", named);
    works("auth=token", keystone("OS_TOKEN", FAKE.issueToken()));
    works(
        "auth=token",
        Map.of(
            "OS_AUTH_URL", "http://127.0.0.1:1/v3",
            "OS_TOKEN", FAKE.issueToken(),
            "OS_STORAGE_URL", FAKE.storageUrl()));
    Path clouds = directory.resolve("clouds.yaml");
    Files.writeString(
        clouds,
        "clouds:\n  test:\n    region_name: RegionOne\n    auth:\n      auth_url: "
            + FAKE.authUrl()
            + "\n      username: "
            + FAKE.user()
            + "\n      password: "
            + FAKE.password()
            + "\n      project_id: "
            + FAKE.projectId()
            + "\n      user_domain_id: default\n");
    works("cloud=test", Map.of("OS_CLIENT_CONFIG_FILE", clouds.toString()));
  }

  @Test
  void auth1_tempAuth() {
    try (SwiftClient account =
        SwiftClient.open("swift:", stores.options(FAKE.tempAuthEnvironment()))) {
      OpenOptions options = stores.options(FAKE.tempAuthEnvironment());
      try (var service = dev.stowage.blob.BlobService.open("swift:", options)) {
        assertTrue(service.create("of-test"));
      }
      try (BlobStore there = account.store("of-test")) {
        there.put("k", BlobBody.of("content"));
        FAKE.revokeTokens();
        assertTrue(there.exists("k"));
      }
    }
    assertEquals(List.of(), FAKE.containers().stream().filter("of-test"::equals).toList());
  }

  @Test
  void auth2_catalogue_regionAndInterfaceAreChosenOrTheCatalogueIsTold() {
    store.put("k", BlobBody.of("here"));
    try (BlobStore internal = BlobStore.open("swift://c?interface=internalURL", stores.options())) {
      FAKE.journal().clear();
      assertTrue(internal.exists("k"));
    }
    RecordedRequest last = FAKE.journal().requests("object.HEAD").get(0);
    assertEquals("localhost:" + FAKE.port(), last.headers().first("Host").orElse(""));
    try (BlobStore elsewhere = BlobStore.open("swift://c?region=RegionTwo", stores.options())) {
      assertFalse(elsewhere.exists("k"), "that is another cluster");
    }
    try (BlobStore nowhere = BlobStore.open("swift://c?region=Mars", stores.options())) {
      StorageException e = assertThrows(StorageException.class, () -> nowhere.exists("k"));
      assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
      assertTrue(e.getMessage().contains("object-store public RegionTwo"), e.getMessage());
    }
    Map<String, String> unscoped = new HashMap<>(FAKE.environment());
    unscoped.remove("OS_PROJECT_NAME");
    try (BlobStore nowhere = BlobStore.open("swift://c", stores.options(unscoped))) {
      StorageException e = assertThrows(StorageException.class, () -> nowhere.exists("k"));
      assertTrue(e.getMessage().contains("without a project"), e.getMessage());
    }
  }

  @Test
  void auth_whoMayDoWhat() {
    store.put("k", BlobBody.of("x"));
    try (BlobStore reader = BlobStore.open("swift://c", stores.options(FAKE.readerEnvironment()))) {
      assertTrue(reader.exists("k"));
      assertDenied(() -> reader.put("k", BlobBody.of("y")));
    }
    OpenOptions stranger = stores.options(FAKE.strangerEnvironment());
    try (BlobStore other = BlobStore.open("swift://c", stranger)) {
      assertDenied(() -> other.exists("k"));
      assertDenied(() -> other.list("").toList());
      assertDenied(() -> other.delete("k"));
    }
  }

  private static void assertDenied(org.junit.jupiter.api.function.Executable call) {
    StorageException e = assertThrows(StorageException.class, call);
    assertEquals(ErrorCode.PERMISSION_DENIED, e.code());
  }

  @Test
  void givenCredentials_doNotMixWithTheEnvironment() {
    Map<String, String> environment = new HashMap<>(FAKE.environment());
    environment.put("OS_USER_ID", "somebody-else");
    OpenOptions given =
        stores
            .options(environment)
            .withCredentials(
                Credentials.of(Map.of("username", FAKE.user(), "password", FAKE.password())));
    try (BlobStore other = BlobStore.open("swift://c", given)) {
      assertFalse(other.exists("k"), "who is given, where is taken from the environment");
    }
  }

  @Test
  void url_withSecretsOrNonsense_isRefused() {
    for (String bad :
        List.of("auth=magic", "interface=x", "credential=x", "naming=x", "zone=x", "password=x")) {
      StorageException e =
          assertThrows(
              StorageException.class,
              () -> BlobStore.open("swift://c?" + bad, stores.options()).close(),
              bad);
      assertEquals(ErrorCode.INVALID_ARGUMENT, e.code(), bad);
    }
  }
}
