package dev.stowage.config;

import dev.stowage.Credentials;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.kv.Document;
import dev.stowage.secret.SecretSelector;
import dev.stowage.secret.SecretStore;
import dev.stowage.secret.SecretValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals credentials with AES-256-GCM and a key from a secret store. Sealed bytes are: a format
 * byte, the id of the key's version, the nonce, and what the cipher made. Authenticated with them
 * are the id of the key, the organisation and the configuration, so that sealed credentials of one
 * configuration cannot be put into another.
 */
final class CredentialSealer implements AutoCloseable {
  private static final byte FORMAT = 1;
  private static final int KEY = 32;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretStore secrets;
  private final String keyName;
  private final Map<String, SecretValue> keys = new ConcurrentHashMap<>();

  CredentialSealer(SecretStore secrets, String keyName) {
    this.secrets = secrets;
    this.keyName = keyName;
  }

  /** With the current version of the key, which is made if there is none. */
  byte[] seal(Credentials credentials, String organisation, String config) {
    byte[] plain = CredentialsJson.write(credentials.fields());
    try (SecretValue key = currentKey()) {
      String keyId = versionOf(key);
      byte[] head = head(keyId);
      byte[] nonce = new byte[NONCE];
      RANDOM.nextBytes(nonce);
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce);
      cipher.updateAAD(associated(head, organisation, config));
      byte[] sealed = cipher.doFinal(plain);
      return ByteBuffer.allocate(head.length + NONCE + sealed.length)
          .put(head)
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES/GCM is part of every JDK", e);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /**
   * @throws StorageException INTEGRITY_FAILURE when the bytes are not what was sealed for this
   *     configuration; NOT_FOUND when the key is gone
   */
  Credentials unseal(byte[] sealed, String organisation, String config) {
    String keyId = keyId(sealed);
    byte[] head = head(keyId);
    byte[] plain = new byte[0];
    try {
      byte[] nonce = Arrays.copyOfRange(sealed, head.length, head.length + NONCE);
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key(keyId), nonce);
      cipher.updateAAD(associated(head, organisation, config));
      int start = head.length + NONCE;
      plain = cipher.doFinal(sealed, start, sealed.length - start);
      return Credentials.of(CredentialsJson.readBack(plain));
    } catch (AEADBadTagException e) {
      throw damaged(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES/GCM is part of every JDK", e);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /** The credentials of a configuration's row; anonymous when it has none. */
  Credentials unsealed(Document row) {
    return row.bytes(ConfigFields.SEALED)
        .map(
            bytes ->
                unseal(
                    bytes,
                    row.string(ConfigFields.ORGANISATION).orElseThrow(),
                    row.string(ConfigFields.ID).orElseThrow()))
        .orElseGet(Credentials::anonymous);
  }

  /** Which version of the key sealed this. */
  static String keyId(byte[] sealed) {
    int length = sealed.length < 2 ? 0 : Byte.toUnsignedInt(sealed[1]);
    if (length == 0
        || sealed[0] != FORMAT
        || sealed.length < 2 + length + NONCE + TAG_BITS / Byte.SIZE) {
      throw damaged(null);
    }
    return new String(sealed, 2, length, StandardCharsets.UTF_8);
  }

  /** Makes a new version of the key, which from now on seals. */
  String rotate() {
    try (SecretValue fresh = fresh()) {
      return secrets.put(keyName, fresh).id();
    }
  }

  private SecretValue currentKey() {
    try {
      return checked(secrets.get(keyName));
    } catch (StorageException e) {
      if (e.code() != ErrorCode.NOT_FOUND && e.code() != ErrorCode.CONTAINER_NOT_FOUND) {
        throw e;
      }
    }
    try (SecretValue fresh = fresh()) {
      secrets.create(keyName, fresh);
    } catch (StorageException e) {
      // Another process was faster, and its key is as good.
      if (e.code() != ErrorCode.ALREADY_EXISTS) {
        throw e;
      }
    }
    return checked(secrets.get(keyName));
  }

  private SecretValue key(String id) {
    return keys.computeIfAbsent(
        id, version -> checked(secrets.get(keyName, SecretSelector.version(version))));
  }

  private SecretValue checked(SecretValue key) {
    if (key.size() != KEY) {
      int size = key.size();
      key.close();
      throw StorageException.of(
          ErrorCode.INTEGRITY_FAILURE,
          "the secret \"" + keyName + "\" has " + size + " bytes and is no key of this registry");
    }
    return key;
  }

  private static SecretValue fresh() {
    byte[] bytes = new byte[KEY];
    RANDOM.nextBytes(bytes);
    return SecretValue.adopt(bytes, null);
  }

  private static String versionOf(SecretValue key) {
    return key.version()
        .orElseThrow(() -> new IllegalStateException("a secret that was read has a version"))
        .id();
  }

  private static byte[] head(String keyId) {
    byte[] id = keyId.getBytes(StandardCharsets.UTF_8);
    if (id.length == 0 || id.length > 255) {
      throw new IllegalStateException("versions of secrets have ids of 1 to 255 bytes");
    }
    return ByteBuffer.allocate(2 + id.length).put(FORMAT).put((byte) id.length).put(id).array();
  }

  private static byte[] associated(byte[] head, String organisation, String config) {
    byte[] first = organisation.getBytes(StandardCharsets.UTF_8);
    byte[] second = config.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(head.length + Integer.BYTES + first.length + second.length)
        .put(head)
        .putInt(first.length)
        .put(first)
        .put(second)
        .array();
  }

  private static Cipher cipher(int mode, SecretValue key, byte[] nonce)
      throws GeneralSecurityException {
    byte[] bytes = key.bytes();
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(bytes, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      return cipher;
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static StorageException damaged(@Nullable Exception cause) {
    return StorageException.builder(
            ErrorCode.INTEGRITY_FAILURE,
            "the sealed credentials are not those of this configuration, or are damaged")
        .cause(cause)
        .build();
  }

  /** Overwrites the keys that were read. */
  @Override
  public void close() {
    keys.values().forEach(SecretValue::close);
    keys.clear();
  }
}
