package dev.stowage.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.ScanRequest;
import dev.stowage.secret.SecretStore;
import dev.stowage.secret.SecretValue;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** CFG-MODEL-1 and X5: how credentials lie at rest. */
class CfgSealingTest {
  private final TestConfigs test = new TestConfigs();
  private final CredentialSealer sealer = new CredentialSealer(test.secrets, "key");

  @AfterEach
  void close() {
    sealer.close();
    test.close();
  }

  @Test
  @DisplayName("CFG-MODEL-1 sealed bytes differ each time and open only for their configuration")
  void sealed_boundToConfiguration() {
    byte[] first = sealer.seal(TestConfigs.S3, "o", "id");
    byte[] second = sealer.seal(TestConfigs.S3, "o", "id");
    assertNotEquals(text(first), text(second));
    assertFalse(text(first).contains("AKIA"));
    assertEquals(TestConfigs.S3, sealer.unseal(first, "o", "id"));
    for (String[] other : new String[][] {{"o", "other"}, {"other", "id"}, {"oi", "d"}}) {
      Refusals.of(ErrorCode.INTEGRITY_FAILURE, () -> sealer.unseal(first, other[0], other[1]));
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  @DisplayName("CFG-MODEL-1 one changed bit, or a missing byte, is noticed")
  void sealed_tampering() {
    byte[] sealed = sealer.seal(TestConfigs.S3, "o", "id");
    int head = 2 + sealed[1];
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      // A changed id of the key may name one that is not there.
      ErrorCode expected = i >= 2 && i < head ? ErrorCode.NOT_FOUND : ErrorCode.INTEGRITY_FAILURE;
      Refusals.of(expected, () -> sealer.unseal(changed, "o", "id"));
    }
    for (int length = 0; length < sealed.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(sealed, length);
      Refusals.of(ErrorCode.INTEGRITY_FAILURE, () -> sealer.unseal(cut, "o", "id"));
    }
  }

  @Test
  @DisplayName("CFG-MODEL-1 after a rotation the new key seals and the old one still opens")
  void rotation() {
    StorageConfigs configs = test.configs;
    StorageConfig config = test.valid(TestConfigs.place());
    test.valid(TestConfigs.place());
    String before = keyOf(config);
    assertEquals(2, configs.rotateKey());
    assertNotEquals(before, keyOf(config));
    configs.test(config.id());
    assertEquals(ConfigState.VALID, configs.awaitTested(config.id(), TestConfigs.PATIENCE).state());
    byte[] old = sealer.seal(TestConfigs.S3, "o", "id");
    sealer.rotate();
    byte[] fresh = sealer.seal(TestConfigs.S3, "o", "id");
    assertNotEquals(CredentialSealer.keyId(old), CredentialSealer.keyId(fresh));
    assertEquals(sealer.unseal(old, "o", "id"), sealer.unseal(fresh, "o", "id"));
  }

  private String keyOf(StorageConfig config) {
    Row row =
        test.rows.get(RowKey.of(config.organisation()).and("config:" + config.id())).orElseThrow();
    return CredentialSealer.keyId(row.document().bytes("sealed").orElseThrow());
  }

  @Test
  @DisplayName("CFG-MODEL-1 sealed credentials put into another configuration are refused")
  void swapped() {
    StorageConfig mine = test.valid(TestConfigs.place());
    StorageConfig theirs = test.valid(TestConfigs.place());
    RowKey from = RowKey.of("default").and("config:" + mine.id());
    RowKey to = RowKey.of("default").and("config:" + theirs.id());
    byte[] sealed = test.rows.get(from).orElseThrow().document().bytes("sealed").orElseThrow();
    test.rows.update(to, row -> row.with("sealed", sealed));
    try (ResultPublisher publisher = test.configs.publisher()) {
      Refusals.of(
          ErrorCode.INTEGRITY_FAILURE,
          () -> publisher.publish(theirs.id(), "a", dev.stowage.blob.BlobBody.of("1")));
    }
  }

  @Test
  @DisplayName("CFG-MODEL-1 a secret that is no key is said to be none; a lost key too")
  void wrongKey() {
    try (SecretStore other = SecretStore.open("mem:");
        CredentialSealer wrong = new CredentialSealer(other, "key");
        SecretValue text = SecretValue.of("not a key")) {
      byte[] sealed = sealer.seal(TestConfigs.S3, "o", "id");
      Refusals.of(ErrorCode.NOT_FOUND, () -> wrong.unseal(sealed, "o", "id"));
      other.put("key", text);
      Refusals.of(ErrorCode.INTEGRITY_FAILURE, () -> wrong.seal(TestConfigs.S3, "o", "id"));
    }
  }

  @Test
  @DisplayName("X5 no row of any kind holds a credential")
  void rows_holdNoCredential() {
    StorageConfig config =
        test.configs.create(ConfigRequest.of("s3://sealed-bucket", TestConfigs.S3));
    test.configs.awaitTested(config.id(), TestConfigs.PATIENCE);
    long rows =
        test.rows
            .scan(ScanRequest.all())
            .peek(
                row -> {
                  String json = row.document().toJson() + row.key();
                  assertFalse(json.contains("AKIAIOSFODNN7EXAMPLE"), json);
                  assertFalse(json.contains("wJalrXUtnFEMI"), json);
                })
            .count();
    assertTrue(rows >= 3, "a configuration, a claim and a task");
  }
}
