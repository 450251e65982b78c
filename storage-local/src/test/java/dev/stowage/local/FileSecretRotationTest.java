package dev.stowage.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.secret.SecretKeeper;
import dev.stowage.secret.SecretSelector;
import dev.stowage.secret.SecretStore;
import dev.stowage.secret.SecretValue;
import dev.stowage.secret.SecretVersion;
import dev.stowage.spi.MasterKeyRotation;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another master key for the same secrets. */
class FileSecretRotationTest {
  @TempDir Path top;

  private Path data() {
    return top.resolve("data");
  }

  private TestUser user() {
    return new TestUser(top.resolve("user"));
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

  private Path keyStore(String password) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setEntry(
        "stowage",
        new KeyStore.SecretKeyEntry(new SecretKeySpec(Gcm.random(32), "AES")),
        new KeyStore.PasswordProtection(password.toCharArray()));
    Path file = top.resolve("master.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, password.toCharArray());
    }
    return file;
  }

  @Test
  void fromKeyFile_toKeyStore_toPassphrase_keepsEverything() throws Exception {
    Path keyStore = keyStore("changeit");
    byte[] sealed;
    try (SecretStore store = SecretStore.open(TestUser.url(data()), user().options())) {
      put(store, "a", "one");
      put(store, "a", "two");
      put(store, "b", "three");
      store.disable("b", "1");
      sealed = store.keeper().orElseThrow().encrypt("plain".getBytes(StandardCharsets.UTF_8));
      LocalSecrets.rotate(store, MasterKey.keyStore(keyStore, "changeit".toCharArray()));
      assertEquals("two", text(store, "a", SecretSelector.current()), "the store goes on");
    }
    try (SecretStore old = SecretStore.open(TestUser.url(data()) + "?key=file", user().options())) {
      StorageException failure = assertThrows(StorageException.class, () -> old.get("a").close());
      assertEquals(ErrorCode.UNAUTHENTICATED, failure.code());
      assertEquals(
          "the secrets are sealed with a key of a PKCS#12 key store, not with a key file",
          failure.reason());
    }
    String url = TestUser.url(data()) + "?keystore=" + keyStore;
    Map<String, String> environment =
        Map.of(
            "STOWAGE_SECRET_KEYSTORE_PASSWORD",
            "changeit",
            "STOWAGE_SECRET_NEW_PASSPHRASE",
            "tr0ub4dor");
    try (SecretStore store = SecretStore.open(url, user().options(environment))) {
      assertEquals("one", text(store, "a", SecretSelector.previous()));
      store.unwrap(MasterKeyRotation.class).orElseThrow().rotateMasterKey();
    }
    try (SecretStore store =
        LocalSecrets.open(
            data(), MasterKey.passphrase("tr0ub4dor".toCharArray()), user().options())) {
      assertEquals("one", text(store, "a", SecretSelector.version("1")));
      assertEquals("two", text(store, "a", SecretSelector.latest()));
      assertEquals(2, store.versions("a").size());
      assertThrows(StorageException.class, () -> store.get("b").close());
      store.enable("b", "1");
      assertEquals("three", text(store, "b", SecretSelector.current()));
      SecretKeeper keeper = store.keeper().orElseThrow();
      try (SecretValue plain = keeper.decrypt(sealed)) {
        assertEquals("plain", plain.text());
      }
    }
  }

  @Test
  void wrongPasswordOfTheKeyStore_andWrongStore_areToldApart() throws Exception {
    Path keyStore = keyStore("changeit");
    String url = TestUser.url(data()) + "?keystore=" + keyStore;
    try (SecretStore store =
        SecretStore.open(
            url, user().options(Map.of("STOWAGE_SECRET_KEYSTORE_PASSWORD", "changeit")))) {
      put(store, "a", "one");
    }
    assertEquals("the password of the key store " + keyStore + " is wrong", reason(url, "not it"));
    keyStore("changeit");
    assertEquals(
        "the secrets are sealed with another key than that of the key store",
        reason(url, "changeit"));
    assertTrue(reason(url + "&alias=other", "changeit").contains("keytool -genseckey"));
    Files.delete(keyStore);
    assertEquals("there is no key store " + keyStore, reason(url, "changeit"));
  }

  private String reason(String url, String password) {
    try (SecretStore store =
        SecretStore.open(
            url, user().options(Map.of("STOWAGE_SECRET_KEYSTORE_PASSWORD", password)))) {
      StorageException failure = assertThrows(StorageException.class, () -> store.get("a").close());
      assertEquals(ErrorCode.UNAUTHENTICATED, failure.code(), failure.toString());
      return failure.reason();
    }
  }

  @Test
  void passphraseIsNotLeftForAKeyFile_byForgettingTheNewOne() {
    MasterKey key = MasterKey.passphrase("one".toCharArray());
    try (SecretStore store = LocalSecrets.open(data(), key, user().options())) {
      put(store, "a", "one");
      StorageException failure =
          assertThrows(
              StorageException.class,
              () -> store.unwrap(MasterKeyRotation.class).orElseThrow().rotateMasterKey());
      assertEquals(ErrorCode.UNAUTHENTICATED, failure.code());
      assertTrue(failure.reason().contains("STOWAGE_SECRET_NEW_PASSPHRASE"), failure.reason());
      assertEquals("one", text(store, "a", SecretSelector.current()));
    }
  }

  @Test
  void rotationOfNothing_andOfAnotherStore_isRefused() {
    try (SecretStore none = LocalSecrets.open(data(), MasterKey.keyFile(), user().options());
        SecretStore mem = SecretStore.open("mem://x")) {
      assertEquals(
          ErrorCode.CONTAINER_NOT_FOUND,
          assertThrows(StorageException.class, () -> LocalSecrets.rotate(none, MasterKey.keyFile()))
              .code());
      assertEquals(
          ErrorCode.INVALID_ARGUMENT,
          assertThrows(StorageException.class, () -> LocalSecrets.rotate(mem, MasterKey.keyFile()))
              .code());
    }
  }

  @Test
  void versions_showNoDifference() {
    try (SecretStore store = LocalSecrets.open(data(), MasterKey.keyFile(), user().options())) {
      put(store, "a", "one");
      SecretVersion before = store.versions("a").get(0);
      LocalSecrets.rotate(store, MasterKey.keyFile());
      SecretVersion after = store.versions("a").get(0);
      assertEquals(before.toString() + before.created(), after.toString() + after.created());
    }
  }
}
