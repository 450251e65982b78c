package dev.stowage.local;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.spi.KeyOrder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import javax.crypto.AEADBadTagException;
import org.jspecify.annotations.Nullable;

/**
 * What a vault holds once its index is open: names, states, and values that are still sealed, each
 * bound to its name and version. Read by many or changed by one.
 */
final class VaultContent {
  private final byte[] id;
  private final byte[] dataKey;
  private final byte[] headKey;
  private final List<byte[]> keeperKeys = new ArrayList<>();
  private final NavigableMap<String, VaultSecret> secrets = new TreeMap<>(KeyOrder.UTF8);

  VaultContent(byte[] id, byte[] dataKey, byte[] headKey) {
    this.id = id;
    this.dataKey = dataKey;
    this.headKey = headKey;
  }

  static VaultContent fresh(byte[] id) throws GeneralSecurityException {
    VaultContent content = new VaultContent(id, Gcm.random(Gcm.KEY), Gcm.random(Gcm.KEY));
    content.addKeeperKey();
    return content;
  }

  byte[] id() {
    return id;
  }

  byte[] dataKey() {
    return dataKey;
  }

  byte[] headKey() {
    return headKey;
  }

  List<byte[]> keeperKeys() {
    return keeperKeys;
  }

  NavigableMap<String, VaultSecret> secrets() {
    return secrets;
  }

  /** Also one that waits for its deletion. */
  @Nullable VaultSecret find(String name, Instant now) {
    VaultSecret secret = secrets.get(name);
    return secret == null || secret.isDue(now) ? null : secret;
  }

  VaultSecret require(String name, Instant now) {
    VaultSecret secret = find(name, now);
    if (secret == null || secret.deletedFrom != null) {
      throw VaultFailures.noSecret();
    }
    return secret;
  }

  /** Those that are not deleted, in order, from a name on. */
  List<String> names(String prefix, String from, int max) {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, VaultSecret> each : secrets.tailMap(from, true).entrySet()) {
      if (names.size() == max || !each.getKey().startsWith(prefix)) {
        break;
      }
      if (each.getValue().deletedFrom == null) {
        names.add(each.getKey());
      }
    }
    return names;
  }

  void purge(Instant now) {
    secrets.values().removeIf(secret -> secret.isDue(now));
  }

  byte[] sealValue(String name, int version, byte[] value) throws GeneralSecurityException {
    return seal(value, place("value", name, version));
  }

  /** The caller overwrites it. */
  byte[] openValue(String name, VaultSecret.Version version) throws GeneralSecurityException {
    return open(version.sealed, place("value", name, version.number));
  }

  /** The number of the new key. */
  int addKeeperKey() throws GeneralSecurityException {
    byte[] key = Gcm.random(Gcm.KEY);
    int number = keeperKeys.size() + 1;
    keeperKeys.add(seal(key, place("keeper", "", number)));
    Arrays.fill(key, (byte) 0);
    return number;
  }

  /** The caller overwrites it. */
  byte[] keeperKey(int number) throws GeneralSecurityException {
    if (number < 1 || number > keeperKeys.size()) {
      throw StorageException.of(
          ErrorCode.INTEGRITY_FAILURE, "the ciphertext names a key that this keeper does not have");
    }
    return open(keeperKeys.get(number - 1), place("keeper", "", number));
  }

  /** The same under another data key. */
  VaultContent resealed() throws GeneralSecurityException {
    VaultContent fresh = new VaultContent(id, Gcm.random(Gcm.KEY), headKey);
    for (int number = 1; number <= keeperKeys.size(); number++) {
      byte[] key = keeperKey(number);
      fresh.keeperKeys.add(fresh.seal(key, place("keeper", "", number)));
      Arrays.fill(key, (byte) 0);
    }
    for (var each : secrets.entrySet()) {
      for (VaultSecret.Version version : each.getValue().versions) {
        byte[] value = openValue(each.getKey(), version);
        version.sealed = fresh.sealValue(each.getKey(), version.number, value);
        Arrays.fill(value, (byte) 0);
      }
    }
    fresh.secrets.putAll(secrets);
    return fresh;
  }

  private byte[] seal(byte[] plain, byte[] place) throws GeneralSecurityException {
    byte[] key = Gcm.derive(dataKey, "stowage vault value");
    try {
      return Gcm.seal(key, plain, place);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private byte[] open(byte[] sealed, byte[] place) throws GeneralSecurityException {
    byte[] key = Gcm.derive(dataKey, "stowage vault value");
    try {
      return Gcm.open(key, sealed, place);
    } catch (AEADBadTagException e) {
      throw VaultFailures.damaged("a value does not open in its place");
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private byte[] place(String what, String name, int number) {
    return Gcm.join(
        id,
        what.getBytes(StandardCharsets.UTF_8),
        name.getBytes(StandardCharsets.UTF_8),
        ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }
}
