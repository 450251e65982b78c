package dev.stowage.swift;

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
import dev.stowage.blob.DeleteResult;
import dev.stowage.blob.PutOptions;
import dev.stowage.conformance.blob.TestPacer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire, and what answers mean, where a real server cannot be made to say it. */
class SwiftWireTest {
  private final TestPacer pacer = new TestPacer();
  private ScriptedSwift server;
  private BlobStore store;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedSwift();
    store = open("");
  }

  @AfterEach
  void stop() {
    store.close();
    server.close();
  }

  private BlobStore open(String params) {
    return BlobStore.open("swift://c?region=One" + params, options());
  }

  private OpenOptions options() {
    return OpenOptions.defaults()
        .withPacer(pacer)
        .withRetry(RetryPolicy.none())
        .withEnvironment(server.environment());
  }

  private SwiftClient client() {
    return store.unwrap(SwiftClient.class).orElseThrow();
  }

  @Test
  void manyRequests_oneLogin() {
    for (int i = 0; i < 300; i++) {
      store.exists("k" + i);
    }
    assertEquals(1, server.logins());
  }

  @Test
  void refusedToken_hundredThreads_oneLoginAndNoFailure() throws Exception {
    store.put("k", BlobBody.of("content"));
    server.revoke();
    atOnce(100, () -> assertTrue(store.exists("k")));
    assertEquals(2, server.logins());
    server.revoke();
    store.put("k", BlobBody.of("other"));
    assertEquals(3, server.logins(), "and it costs no retry: the policy allows none");
  }

  @Test
  void shortBeforeExpiry_hundredThreads_renewOnce() throws Exception {
    store.exists("k");
    pacer.advance(Duration.ofSeconds(3600 - 119));
    atOnce(100, () -> store.exists("k"));
    assertEquals(2, server.logins());
    assertEquals(0, server.refusals(), "nobody had to be told");
  }

  @Test
  void tokenThatIsNeverTaken_isRenewedOnce() {
    server.takeNoToken();
    StorageException e = assertThrows(StorageException.class, () -> store.exists("k"));
    assertEquals(ErrorCode.UNAUTHENTICATED, e.code());
    assertEquals(2, server.refusals());
    assertEquals(2, server.logins());
  }

  @Test
  void wrongPassword_isOneClearError() throws Exception {
    server.refuseLogins();
    List<StorageException> failures = new ArrayList<>();
    atOnce(
        50,
        () -> {
          StorageException e = assertThrows(StorageException.class, () -> store.exists("k"));
          synchronized (failures) {
            failures.add(e);
          }
        });
    assertEquals(50, failures.size());
    for (StorageException e : failures) {
      assertEquals(ErrorCode.UNAUTHENTICATED, e.code());
      assertTrue(e.getMessage().contains("requires authentication"), e.getMessage());
      assertFalse(String.valueOf(e.getCause()).contains(ScriptedSwift.PASSWORD));
    }
  }

  private static void atOnce(int threads, Runnable call) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CyclicBarrier start = new CyclicBarrier(threads);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      running.add(
          pool.submit(
              () -> {
                start.await();
                call.run();
                return 0;
              }));
    }
    for (Future<?> one : running) {
      Object unused = one.get();
    }
    pool.shutdown();
  }

  @Test
  void catalogue_regionAndInterfaceAreChosenOrTheCatalogueIsTold() {
    try (BlobStore internal = open("&interface=internalURL")) {
      internal.exists("k");
    }
    assertTrue(server.paths().contains("/internal/c/k"), () -> server.paths().toString());
    try (BlobStore nowhere = BlobStore.open("swift://c?region=Nowhere", options())) {
      StorageException e = assertThrows(StorageException.class, () -> nowhere.exists("k"));
      assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
      assertTrue(e.getMessage().contains("object-store public One"), e.getMessage());
    }
  }

  @Test
  void url_withSecretsOrNonsense_isRefused() {
    for (String bad :
        List.of("&auth=magic", "&interface=x", "&credential=x", "&naming=x", "&zone=x")) {
      StorageException e = assertThrows(StorageException.class, () -> open(bad).close(), bad);
      assertEquals(ErrorCode.INVALID_ARGUMENT, e.code(), bad);
    }
    assertThrows(StorageException.class, () -> open("&password=x").close());
    StorageException e =
        assertThrows(StorageException.class, () -> BlobStore.open("naver://ab", options()).close());
    assertTrue(e.getMessage().contains("3"), e.getMessage());
  }

  @Test
  void givenCredentials_doNotMixWithTheEnvironment() {
    Map<String, String> environment = new HashMap<>(server.environment());
    environment.put("OS_USER_ID", "somebody-else");
    OpenOptions given =
        options()
            .withEnvironment(environment)
            .withCredentials(
                Credentials.of(Map.of("username", "given", "password", ScriptedSwift.PASSWORD)));
    try (BlobStore other = BlobStore.open("swift://c?region=One", given)) {
      other.exists("k");
    }
    assertTrue(server.lastLogin().contains("given"), server.lastLogin());
    assertFalse(server.lastLogin().contains("somebody-else"), server.lastLogin());
    assertTrue(server.lastLogin().contains("\"project\""), "where to log in is taken from it");
  }

  @Test
  void etagOfAnotherContent_isAnIntegrityFailure() {
    server.answer("PUT", 201, "", "Etag", "0".repeat(32));
    StorageException e =
        assertThrows(StorageException.class, () -> store.put("k", BlobBody.of("content")));
    assertEquals(ErrorCode.INTEGRITY_FAILURE, e.code());
    server.answer("PUT", 422, "<html><p>Unable to process</p></html>");
    e = assertThrows(StorageException.class, () -> store.put("k", BlobBody.of("content")));
    assertEquals(ErrorCode.INTEGRITY_FAILURE, e.code());
  }

  @Test
  void sloDelete_successInTheStatusLine_failureInTheBody() {
    SwiftObjects objects = client().objects("c");
    String notFound = body("200 OK", 0, "");
    server.answer("DELETE", 200, "\r\n  \r\n" + notFound);
    IOException e = assertThrows(IOException.class, () -> objects.deleteWithSegments("k"));
    assertTrue(e.getMessage().contains("404"), e.getMessage());
    server.answer(
        "DELETE", 200, body("400 Bad Request", 1, "[\"/c_segments/1\", \"401 Unauthorized\"]"));
    e = assertThrows(IOException.class, () -> objects.deleteWithSegments("k"));
    assertTrue(e.getMessage().contains("/c_segments/1"), e.getMessage());
    server.answer("DELETE", 200, body("502 Bad Gateway", 1, "[\"/c_segments/1\", \"503 x\"]"));
    e = assertThrows(IOException.class, () -> objects.deleteWithSegments("k"));
    assertTrue(SwiftFailures.classify(e).retryable());
    server.answer("DELETE", 200, "   " + body("200 OK", 3, ""));
    assertEquals(3, assertNoFailure(objects));
  }

  private static int assertNoFailure(SwiftObjects objects) {
    try {
      return objects.deleteWithSegments("k");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String body(String status, int deleted, String error) {
    return "{\"Response Status\": \""
        + status
        + "\", \"Response Body\": \"\", \"Number Deleted\": "
        + deleted
        + ", \"Number Not Found\": 0, \"Errors\": ["
        + error
        + "]}";
  }

  @Test
  void bulkDelete_oneOfTwoFails_isSaidOfThatOne() {
    server.answer(
        "POST", 200, " \r\n" + body("400 Bad Request", 1, "[\"/c/b%20b\", \"403 Forbidden\"]"));
    List<DeleteResult> results = store.deleteAll(List.of("a", "b b"));
    assertTrue(results.get(0).deleted());
    assertEquals(ErrorCode.PERMISSION_DENIED, results.get(1).failure().orElseThrow().code());
    server.answer("POST", 200, body("502 Bad Gateway", 0, ""));
    assertTrue(store.deleteAll(List.of("a", "b")).stream().noneMatch(DeleteResult::deleted));
  }

  @Test
  void bulkDelete_serviceHasNone_isDoneOneByOne() {
    server.answer("POST", 204, "");
    assertTrue(store.deleteAll(List.of("a", "b")).stream().allMatch(DeleteResult::deleted));
    assertTrue(server.paths().containsAll(List.of("/v1/AUTH_x/c/a", "/v1/AUTH_x/c/b")));
  }

  @Test
  void manifestRefused_problemsAreTold() {
    server.answer(
        "PUT", 400, "{\"Errors\": [[\"/s/1\", \"Etag Mismatch\"], [\"/s/2\", \"404 Not Found\"]]}");
    SloValidationException e =
        assertThrows(
            SloValidationException.class,
            () ->
                client()
                    .objects("c")
                    .putManifest(
                        "k",
                        List.of(new Segment("s", "1", 1, "x"), new Segment("s", "2", 1, "y")),
                        PutOptions.defaults()));
    assertEquals(
        List.of(
            new SloValidationException.Problem("/s/1", "Etag Mismatch"),
            new SloValidationException.Problem("/s/2", "404 Not Found")),
        e.problems());
  }

  @Test
  void serviceUnavailable_isRetriedWithinThePolicy() throws IOException {
    try (BlobStore patient =
        BlobStore.open("swift://c?region=One", options().withRetry(RetryPolicy.defaults()))) {
      server.answer("GET", 503, "", "Retry-After", "7");
      server.answer("GET", 200, "content", "Etag", "9a0364b9e99bb480dd25e1f0284c8555");
      assertEquals("content", text(patient));
      assertTrue(pacer.sleeps().get(0).compareTo(Duration.ofSeconds(7)) >= 0);
    }
  }

  private static String text(BlobStore of) throws IOException {
    try (var reader = of.get("k")) {
      return reader.text();
    }
  }

  @Test
  void swiftclientsRetries_canBeHadByThePolicy() {
    RetryPolicy asSwiftclient =
        RetryPolicy.defaults()
            .withMaxAttempts(6)
            .withBackoff(Duration.ofSeconds(1), Duration.ofSeconds(64));
    try (BlobStore patient =
        BlobStore.open("swift://c?region=One", options().withRetry(asSwiftclient))) {
      for (int i = 0; i < 6; i++) {
        server.answer("GET", 500, "");
      }
      StorageException e = assertThrows(StorageException.class, () -> patient.get("k").close());
      assertEquals(6, e.attempts());
      assertEquals(5, pacer.sleeps().size());
    }
  }
}
