package dev.stowage.oci.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.conformance.kv.ManualPacer;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.oci.FakeOci;
import dev.stowage.fakes.oci.vault.FakeVault;
import dev.stowage.secret.SecretCache;
import dev.stowage.secret.SecretSelector;
import dev.stowage.secret.SecretStage;
import dev.stowage.secret.SecretStore;
import dev.stowage.secret.SecretValue;
import dev.stowage.secret.SecretVersion;
import dev.stowage.secret.SecretWrite;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What the catalogue asks of secrets, and the requests. */
class VaultRowsTest {
  private static final FakeOci OCI = FakeOci.builder().with(FakeVault::new).start();
  private static final FakeVault VAULT = OCI.service(FakeVault.class);

  @BeforeEach
  void fresh() {
    OCI.reset();
  }

  private static SecretStore open(String vaultId) {
    return open(vaultId, OpenOptions.defaults());
  }

  private static SecretStore open(String vaultId, OpenOptions options) {
    return SecretStore.open(
        VaultKitHarness.url(OCI, vaultId), options.withEnvironment(OCI.environment()));
  }

  private static void put(SecretStore store, String name, String text) {
    try (SecretValue value = SecretValue.of(text)) {
      store.put(name, value);
    }
  }

  private static String text(SecretStore store, String name, SecretSelector selector) {
    try (SecretValue value = store.get(name, selector)) {
      return value.text();
    }
  }

  private static StorageException fails(ErrorCode code, Executable call) {
    StorageException failure = assertThrows(StorageException.class, call);
    assertEquals(code, failure.code(), failure.getMessage());
    return failure;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void oci_sec_1_bundleById() {
    String id = VAULT.createSecret("db", base64("hunter2"), "BASE64");
    // The vault need not be known for that.
    try (SecretStore store = open("")) {
      try (SecretValue value = store.get(id)) {
        assertEquals("hunter2", value.text());
        assertEquals("1", value.version().orElseThrow().id());
        assertTrue(value.version().orElseThrow().isCurrent());
        assertTrue(value.version().orElseThrow().created().isPresent());
      }
      assertEquals("GetSecretBundle", OCI.journal().operations().get(0));
      StorageException missing =
          fails(ErrorCode.NOT_FOUND, () -> store.get("ocid1.vaultsecret.oc1.phx.none"));
      assertTrue(missing.requestId().isPresent());
      fails(ErrorCode.INVALID_ARGUMENT, () -> store.get("db"));
    }
  }

  @Test
  void oci_sec_2_selectors() {
    try (SecretStore store = open(VAULT.vaultId())) {
      put(store, "db", "one");
      put(store, "db", "two");
      try (SecretValue three = SecretValue.of("three")) {
        store.put("db", three, SecretWrite.defaults().withPending().withLabel("blue"));
      }
      OCI.journal().clear();
      assertEquals("two", text(store, "db", SecretSelector.current()));
      assertEquals("one", text(store, "db", SecretSelector.previous()));
      assertEquals("three", text(store, "db", SecretSelector.latest()));
      assertEquals("three", text(store, "db", SecretSelector.stage(SecretStage.PENDING)));
      assertEquals("one", text(store, "db", SecretSelector.version("1")));
      assertEquals("three", text(store, "db", SecretSelector.label("blue")));
      List<String> queries = OCI.journal().requests().stream().map(r -> r.query()).toList();
      assertTrue(queries.get(1).endsWith("&stage=PREVIOUS"), queries.get(1));
      assertTrue(queries.get(4).endsWith("&versionNumber=1"), queries.get(4));
      assertTrue(queries.get(5).endsWith("&secretVersionName=blue"), queries.get(5));
      fails(ErrorCode.NOT_FOUND, () -> store.get("db", SecretSelector.version("7")));
      fails(ErrorCode.NOT_FOUND, () -> store.get("db", SecretSelector.version("blue")));
    }
  }

  @Test
  void t6_currentIsAskedForByAskingForNothing() {
    try (SecretStore store = open(VAULT.vaultId())) {
      put(store, "db", "in force");
      try (SecretValue pending = SecretValue.of("not yet")) {
        store.put("db", pending, SecretWrite.defaults().withPending());
      }
      OCI.journal().clear();
      assertEquals("in force", text(store, "db", SecretSelector.current()));
      String query = OCI.journal().requests().get(0).query();
      assertFalse(
          query.contains("stage") || query.contains("versionNumber") || query.contains("LATEST"),
          query);
    }
  }

  @Test
  void t6_base64WithLineFeeds() {
    String broken = base64("a longer value than one line").replaceAll("(.{8})", "$1\r\n");
    String id = VAULT.createSecret("lines", broken, "BASE64");
    try (SecretStore store = open(VAULT.vaultId())) {
      assertEquals("a longer value than one line", text(store, id, SecretSelector.current()));
    }
  }

  @Test
  void oci_sec_3_malformedContentIsReportedAndNeverQuoted() {
    VAULT.createSecret("bad", "aHVudGVyMg=!secret!", "BASE64");
    VAULT.createSecret("other", "x", "PLAIN");
    VAULT.createSecret("bytes", Base64.getEncoder().encodeToString(new byte[] {-1, -2}), "BASE64");
    try (SecretStore store = open(VAULT.vaultId())) {
      StorageException bad = fails(ErrorCode.INTEGRITY_FAILURE, () -> store.get("bad"));
      StringBuilder all = new StringBuilder();
      for (Throwable t = bad; t != null; t = t.getCause()) {
        all.append(t);
      }
      assertFalse(all.toString().contains("secret!"), all.toString());
      assertFalse(bad.retryable());
      fails(ErrorCode.UNSUPPORTED, () -> store.get("other"));
      try (SecretValue bytes = store.get("bytes")) {
        assertArrayEquals(new byte[] {-1, -2}, bytes.bytes());
        fails(ErrorCode.INVALID_ARGUMENT, bytes::text);
      }
    }
  }

  @Test
  void oci_sec_4_byName() {
    try (SecretStore store = open(VAULT.vaultId());
        SecretStore other = open(VAULT.otherVaultId())) {
      put(store, "db", "mine");
      OCI.journal().clear();
      assertEquals("mine", text(store, "db", SecretSelector.current()));
      assertEquals(List.of("GetSecretBundleByName"), OCI.journal().operations());
      fails(ErrorCode.NOT_FOUND, () -> other.get("db"));
    }
  }

  @Test
  void oci_sec_5_versionsOverPages() {
    try (SecretStore store = open(VAULT.vaultId())) {
      for (int i = 1; i <= 7; i++) {
        put(store, "db", "v" + i);
      }
      OCI.journal().clear();
      List<SecretVersion> versions = store.versions("db");
      assertEquals(
          List.of("7", "6", "5", "4", "3", "2", "1"),
          versions.stream().map(SecretVersion::id).toList());
      assertTrue(versions.get(0).isCurrent());
      assertTrue(versions.get(1).stages().contains(SecretStage.PREVIOUS));
      assertEquals(3, OCI.journal().count("ListSecretBundleVersions"), "pages of three");
      assertEquals(0, OCI.journal().count("GetSecretBundleByName"), "no content is read");
    }
  }

  @Test
  void oci_sec_6_cacheIsBoundedAndFollowsARotation() {
    ManualPacer pacer = new ManualPacer(Instant.parse("2030-01-01T00:00:00Z"));
    VAULT.tellTimeBy(pacer::now);
    try (SecretStore store = open(VAULT.vaultId(), OpenOptions.defaults().withPacer(pacer));
        SecretCache cache = store.cached(Duration.ofMinutes(5))) {
      put(store, "db", "old");
      assertEquals("old", cached(cache));
      put(store, "db", "new");
      OCI.journal().clear();
      assertEquals("old", cached(cache));
      assertEquals(0, OCI.journal().count(), "within its time nothing is asked");
      cache.refresh("db"); // What a consumer does that was refused with the old one.
      assertEquals("new", cached(cache));
      put(store, "db", "newer");
      pacer.advance(Duration.ofMinutes(6));
      assertEquals("newer", cached(cache));
    }
  }

  private static String cached(SecretCache cache) {
    try (SecretValue value = cache.get("db")) {
      return value.text();
    }
  }

  @Test
  void changesAreWaitedFor() {
    VAULT.settleAfter(3);
    ManualPacer pacer = new ManualPacer(Instant.now());
    try (SecretStore store = open(VAULT.vaultId(), OpenOptions.defaults().withPacer(pacer))) {
      put(store, "db", "one");
      assertEquals("one", text(store, "db", SecretSelector.current()));
      put(store, "db", "two");
      assertEquals("two", text(store, "db", SecretSelector.current()));
      assertTrue(OCI.journal().count("GetSecret") >= 8);
    }
  }

  @Test
  void writeWhoseAnswerIsLostIsNotRepeated() {
    try (SecretStore store = open(VAULT.vaultId())) {
      put(store, "db", "one");
      OCI.faults().on("UpdateSecret").arm(Fault.lostResponse());
      StorageException lost = fails(ErrorCode.UNAVAILABLE, () -> put(store, "db", "two"));
      assertEquals(1, lost.attempts());
      assertEquals(2, store.versions("db").size());
    }
  }

  @Test
  void deletedNameSaysThatItWaits() {
    try (SecretStore store = open(VAULT.vaultId())) {
      put(store, "db", "one");
      Instant gone = store.delete("db", Duration.ofDays(7)).orElseThrow();
      assertTrue(gone.isAfter(Instant.now().plus(Duration.ofDays(6))));
      StorageException waits = fails(ErrorCode.ALREADY_EXISTS, () -> put(store, "db", "two"));
      assertTrue(waits.reason().contains("undelete"), waits.reason());
      store.undelete("db");
      assertEquals("one", text(store, "db", SecretSelector.current()));
    }
  }

  @Test
  void whatTheUrlLacksIsSaid() {
    String bare = "oci-vault://" + VAULT.vaultId() + "?endpoint=" + OCI.endpoint();
    OpenOptions options = OpenOptions.defaults().withEnvironment(OCI.environment());
    try (SecretStore store = SecretStore.open(bare, options)) {
      VAULT.createSecret("db", base64("hunter2"), "BASE64");
      assertEquals("hunter2", text(store, "db", SecretSelector.current()));
      assertTrue(
          fails(ErrorCode.INVALID_ARGUMENT, () -> store.list("").toList())
              .reason()
              .contains("compartment="));
      assertTrue(
          fails(ErrorCode.INVALID_ARGUMENT, () -> put(store, "new", "x"))
              .reason()
              .contains("compartment="));
      put(store, "db", "hunter3");
      assertEquals("hunter3", text(store, "db", SecretSelector.current()));
    }
    fails(
        ErrorCode.INVALID_ARGUMENT, () -> SecretStore.open("oci-vault://myvault", options).close());
  }
}
