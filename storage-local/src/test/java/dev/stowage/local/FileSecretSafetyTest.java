package dev.stowage.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.secret.SecretStore;
import dev.stowage.secret.SecretValue;
import dev.stowage.secret.SecretWrite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody who can read, change or replace the files can and cannot do. */
class FileSecretSafetyTest {
  private static final String NAME = "database-password";
  private static final String VALUE = "correct-horse-battery";

  @TempDir Path top;
  private Path data;
  private Path vault;
  private TestUser user;

  @BeforeEach
  void paths() {
    data = top.resolve("data");
    vault = data.resolve(".stowage-secrets/vault");
    user = new TestUser(top.resolve("user"));
  }

  private SecretStore open(OpenOptions options) {
    return SecretStore.open(TestUser.url(data), options);
  }

  private static void put(SecretStore store, String name, String text) {
    try (SecretValue value = SecretValue.of(text)) {
      store.put(name, value, SecretWrite.defaults().withLabel("label-" + text));
    }
  }

  private static String text(SecretStore store, String name) {
    try (SecretValue value = store.get(name)) {
      return value.text();
    }
  }

  private void fill() {
    try (SecretStore store = open(user.options())) {
      put(store, NAME, "first-of-all");
      put(store, NAME, VALUE);
    }
  }

  private static StorageException fails(ErrorCode code, SecretStore store) {
    StorageException failure = assertThrows(StorageException.class, () -> store.get(NAME).close());
    assertEquals(code, failure.code(), failure.toString());
    assertFalse(failure.toString().contains(VALUE));
    assertFalse(failure.retryable());
    return failure;
  }

  private StorageException fails(ErrorCode code, OpenOptions options) {
    try (SecretStore store = open(options)) {
      return fails(code, store);
    }
  }

  private Path head() throws IOException {
    try (Stream<Path> heads = Files.list(user.heads())) {
      return heads.findFirst().orElseThrow();
    }
  }

  @Test
  void nothing_isReadableOnDisk() throws Exception {
    fill();
    List<String> readable = List.of(NAME, VALUE, "first-of-all", "label-", "database");
    int files = 0;
    try (Stream<Path> all = Files.walk(top)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files++;
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        for (String word : readable) {
          assertFalse(content.contains(word), file + " has " + word);
          assertFalse(file.toString().contains(word), file.toString());
        }
      }
    }
    assertEquals(4, files, "vault, lock, key and head");
  }

  @Test
  void files_areTheOwnersOnly() throws Exception {
    fill();
    Path key;
    try (Stream<Path> keys = Files.list(user.keys())) {
      key = keys.findFirst().orElseThrow();
    }
    for (Path file : List.of(vault, vault.resolveSibling("lock"), head(), key)) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      assertEquals(
          "rwx------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
    }
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    StorageException failure = fails(ErrorCode.PERMISSION_DENIED, user.options());
    assertTrue(failure.reason().contains("chmod 600 " + key), failure.reason());
  }

  @Test
  void anyFlippedBit_isDamage() throws Exception {
    fill();
    byte[] right = Files.readAllBytes(vault);
    try (SecretStore store = open(user.options())) {
      for (int i = 0; i < right.length; i++) {
        byte[] wrong = right.clone();
        wrong[i] ^= (byte) (1 << i % 8);
        Files.write(vault, wrong);
        fails(ErrorCode.INTEGRITY_FAILURE, store);
      }
      for (int length = 0; length < right.length; length++) {
        Files.write(vault, Arrays.copyOf(right, length));
        fails(ErrorCode.INTEGRITY_FAILURE, store);
      }
      Files.write(vault, Arrays.copyOf(right, right.length + 1));
      fails(ErrorCode.INTEGRITY_FAILURE, store);
      Files.write(vault, right);
      assertEquals(VALUE, text(store, NAME));
    }
  }

  /** As {@link #anyFlippedBit_isDamage}, by somebody who knows how to make the hash. */
  @Test
  void anyFlippedBit_withTheHashMadeAnew_opensNothing() throws Exception {
    fill();
    byte[] right = Files.readAllBytes(vault);
    try (SecretStore store = open(user.options())) {
      for (int i = 0; i < right.length - 32; i++) {
        byte[] wrong = right.clone();
        wrong[i] ^= 1;
        byte[] hash = Gcm.sha256(wrong, wrong.length - 32);
        System.arraycopy(hash, 0, wrong, wrong.length - 32, hash.length);
        Files.write(vault, wrong);
        StorageException failure =
            assertThrows(StorageException.class, () -> store.get(NAME).close());
        assertTrue(
            failure.code() == ErrorCode.INTEGRITY_FAILURE
                || failure.code() == ErrorCode.UNAUTHENTICATED
                || failure.code() == ErrorCode.UNSUPPORTED,
            failure.toString());
      }
    }
  }

  @Test
  void anyFlippedBit_ofTheHead_isDamage() throws Exception {
    fill();
    Path head = head();
    byte[] right = Files.readAllBytes(head);
    try (SecretStore store = open(user.options())) {
      for (int i = 0; i < right.length; i++) {
        byte[] wrong = right.clone();
        wrong[i] ^= 1;
        Files.write(head, wrong);
        fails(ErrorCode.INTEGRITY_FAILURE, store);
      }
      Files.write(head, right);
      assertEquals(VALUE, text(store, NAME));
    }
  }

  @Test
  void anOlderCopy_isNoticed_untilItIsAccepted() throws Exception {
    fill();
    Path copy = top.resolve("copy");
    Files.copy(vault, copy);
    try (SecretStore store = open(user.options())) {
      put(store, NAME, "rotated");
      Files.copy(copy, vault, StandardCopyOption.REPLACE_EXISTING);
      fails(ErrorCode.INTEGRITY_FAILURE, store);
      StorageException writing =
          assertThrows(StorageException.class, () -> put(store, NAME, "over it"));
      assertEquals(ErrorCode.INTEGRITY_FAILURE, writing.code());
    }
    StorageException failure = fails(ErrorCode.INTEGRITY_FAILURE, user.options());
    assertTrue(failure.reason().contains(head().toString()), failure.reason());
    Files.delete(head());
    try (SecretStore store = open(user.options())) {
      assertEquals(VALUE, text(store, NAME));
    }
  }

  @Test
  void aCopyThatWentAnotherWay_isNoticed() throws Exception {
    fill();
    Path copy = top.resolve("copy");
    Files.copy(vault, copy);
    Path keptHead = top.resolve("head");
    Files.copy(head(), keptHead);
    try (SecretStore store = open(user.options())) {
      put(store, NAME, "one way");
    }
    Path oneWay = top.resolve("one");
    Files.move(vault, oneWay);
    Files.move(copy, vault);
    Files.copy(keptHead, head(), StandardCopyOption.REPLACE_EXISTING);
    try (SecretStore store = open(user.options())) {
      put(store, NAME, "another way");
    }
    Files.move(oneWay, vault, StandardCopyOption.REPLACE_EXISTING);
    fails(ErrorCode.INTEGRITY_FAILURE, user.options());
  }

  /** What a process leaves that is killed between the two files. */
  @Test
  void aHeadThatIsBehind_isBroughtUp() throws Exception {
    fill();
    byte[] before = Files.readAllBytes(head());
    try (SecretStore store = open(user.options())) {
      put(store, NAME, "newer");
    }
    byte[] after = Files.readAllBytes(head());
    Files.write(head(), before);
    try (SecretStore store = open(user.options())) {
      assertEquals("newer", text(store, NAME));
    }
    assertEquals(Arrays.toString(after), Arrays.toString(Files.readAllBytes(head())));
  }

  @Test
  void aWrongPassphrase_isOneClearLine() {
    OpenOptions right = user.options(Map.of("STOWAGE_SECRET_PASSPHRASE", "right"));
    try (SecretStore store = open(right)) {
      put(store, NAME, VALUE);
    }
    StorageException wrong =
        fails(
            ErrorCode.UNAUTHENTICATED,
            user.options(Map.of("STOWAGE_SECRET_PASSPHRASE", "wrong-one")));
    assertEquals(
        "get \"" + NAME + "\": the passphrase of the secrets is wrong", wrong.getMessage());
    StorageException none = fails(ErrorCode.UNAUTHENTICATED, user.options());
    assertTrue(none.reason().contains("STOWAGE_SECRET_PASSPHRASE"), none.reason());
    try (SecretStore store = open(right)) {
      assertEquals(VALUE, text(store, NAME));
    }
  }

  @Test
  void aKeyFileThatIsGone_isNamed() throws Exception {
    fill();
    TempFiles.deleteTree(user.keys());
    StorageException failure = fails(ErrorCode.UNAUTHENTICATED, user.options());
    assertTrue(failure.reason().contains(user.keys().toString()), failure.reason());
  }
}
