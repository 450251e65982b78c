package dev.stowage.conformance.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.conformance.Case;
import dev.stowage.conformance.ConformanceReport;
import dev.stowage.conformance.driver.Expect;
import dev.stowage.secret.SecretFeature;
import dev.stowage.secret.SecretKeeper;
import dev.stowage.secret.SecretStore;
import dev.stowage.secret.SecretValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Encryption with a key of the vault. */
public interface SecretKeeperContract extends SecretContract {
  private static boolean hasNone(SecretBench bench) {
    assertEquals(
        bench.has(SecretFeature.KEEPER),
        bench.store.keeper().isPresent(),
        "the feature KEEPER and keeper() disagree");
    if (!bench.has(SecretFeature.KEEPER)) {
      ConformanceReport.refused("KEEPER: keeper() is empty");
    }
    return !bench.has(SecretFeature.KEEPER);
  }

  private static byte[] decrypted(SecretKeeper keeper, byte[] ciphertext, byte[] data) {
    try (SecretValue value = keeper.decrypt(ciphertext, data)) {
      return value.bytes();
    }
  }

  @Case("S015")
  default void encryptThenDecrypt() {
    try (SecretBench bench = new SecretBench(this)) {
      if (hasNone(bench)) {
        return;
      }
      SecretKeeper keeper = bench.store.keeper().orElseThrow();
      byte[] data = SecretBench.bytes("order 66");
      for (byte[] plain : new byte[][] {SecretBench.bytes("hunter2"), {}, new byte[4000]}) {
        byte[] one = keeper.encrypt(plain, data);
        byte[] two = keeper.encrypt(plain, data);
        assertFalse(Arrays.equals(one, two), "two encryptions of one text are equal");
        assertArrayEquals(plain, decrypted(keeper, one, data));
        assertArrayEquals(plain, decrypted(keeper, two, data));
        assertArrayEquals(plain, decrypted(keeper, keeper.encrypt(plain), new byte[0]));
      }
      byte[] sealed = keeper.encrypt(SecretBench.bytes("hunter2"));
      assertFalse(
          new String(sealed, StandardCharsets.ISO_8859_1).contains("hunter2"),
          "the ciphertext has the plaintext");
    }
  }

  @Case("S015")
  default void anotherKey_cannotDecrypt() {
    try (SecretBench bench = new SecretBench(this)) {
      if (hasNone(bench)) {
        return;
      }
      byte[] sealed = bench.store.keeper().orElseThrow().encrypt(SecretBench.bytes("hunter2"));
      try (SecretStore other = bench.harness.openOther(bench.options())) {
        SecretKeeper stranger = other.keeper().orElseThrow();
        Expect.fails(ErrorCode.INTEGRITY_FAILURE, () -> stranger.decrypt(sealed));
      }
      try (SecretStore again = bench.harness.open(bench.options())) {
        byte[] plain = decrypted(again.keeper().orElseThrow(), sealed, new byte[0]);
        assertArrayEquals(SecretBench.bytes("hunter2"), plain, "by another process");
      }
    }
  }

  @Case("S016")
  default void tampered() {
    try (SecretBench bench = new SecretBench(this)) {
      if (hasNone(bench)) {
        return;
      }
      SecretKeeper keeper = bench.store.keeper().orElseThrow();
      byte[] data = SecretBench.bytes("for ana");
      byte[] sealed = keeper.encrypt(SecretBench.bytes("hunter2"), data);
      for (int i = 0; i < sealed.length; i++) {
        byte[] flipped = sealed.clone();
        flipped[i] ^= 1;
        assertRefused(keeper, flipped, data);
      }
      for (int length = 0; length < sealed.length; length++) {
        assertRefused(keeper, Arrays.copyOf(sealed, length), data);
      }
      assertRefused(keeper, Arrays.copyOf(sealed, sealed.length + 1), data);
      assertRefused(keeper, Arrays.copyOfRange(sealed, 1, sealed.length), data);
      assertRefused(keeper, sealed, SecretBench.bytes("for bob"));
      assertRefused(keeper, sealed, new byte[0]);
      assertArrayEquals(SecretBench.bytes("hunter2"), decrypted(keeper, sealed, data));
    }
  }

  private static void assertRefused(SecretKeeper keeper, byte[] ciphertext, byte[] data) {
    var failure =
        Expect.fails(ErrorCode.INTEGRITY_FAILURE, () -> keeper.decrypt(ciphertext, data).close());
    assertFalse(failure.retryable(), "trying again does not help");
    assertFalse(failure.toString().contains("hunter2"), "the failure has the plaintext");
  }

  @Case("S017")
  default void rotation_keepsOldCiphertexts() {
    try (SecretBench bench = new SecretBench(this)) {
      if (hasNone(bench)) {
        return;
      }
      SecretKeeper keeper = bench.store.keeper().orElseThrow();
      if (bench.lacks(SecretFeature.KEY_ROTATION, keeper::rotate)) {
        return;
      }
      byte[] data = SecretBench.bytes("data");
      byte[] old = keeper.encrypt(SecretBench.bytes("hunter2"), data);
      String oldKey = keeper.keyId();
      assertEquals(oldKey, keeper.keyId(old));
      String newKey = keeper.rotate();
      assertNotEquals(oldKey, newKey);
      assertEquals(newKey, keeper.keyId());
      assertEquals(oldKey, keeper.keyId(old), "of the old ciphertext");
      assertArrayEquals(SecretBench.bytes("hunter2"), decrypted(keeper, old, data));
      byte[] renewed = keeper.reencrypt(old, data);
      assertEquals(newKey, keeper.keyId(renewed), "of what was encrypted again");
      assertArrayEquals(SecretBench.bytes("hunter2"), decrypted(keeper, renewed, data));
      assertTrue(bench.events.stream().allMatch(e -> e.service().equals("secret")));
    }
  }
}
