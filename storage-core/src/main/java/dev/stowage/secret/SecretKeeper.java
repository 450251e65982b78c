package dev.stowage.secret;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;

/**
 * Encrypts and decrypts small values with a key that does not leave the service.
 *
 * <p>A ciphertext says which version of the key it needs, so it stays readable after a rotation.
 * Associated data is not in the ciphertext but is authenticated with it: decrypting needs the same
 * bytes. Thread-safe; shares the life of its store.
 */
public interface SecretKeeper {
  /** Encrypts without associated data. Two ciphertexts of one text differ. */
  default byte[] encrypt(byte[] plaintext) {
    return encrypt(plaintext, new byte[0]);
  }

  byte[] encrypt(byte[] plaintext, byte[] associatedData);

  /** Decrypts what was encrypted without associated data. The caller closes the value. */
  default SecretValue decrypt(byte[] ciphertext) {
    return decrypt(ciphertext, new byte[0]);
  }

  /**
   * Decrypts.
   *
   * @throws StorageException {@link ErrorCode#INTEGRITY_FAILURE} when ciphertext or associated data
   *     are not what they were, or another key made it
   */
  SecretValue decrypt(byte[] ciphertext, byte[] associatedData);

  /** Decrypts and encrypts again with the newest version of the key. */
  default byte[] reencrypt(byte[] ciphertext, byte[] associatedData) {
    byte[] plaintext;
    try (SecretValue value = decrypt(ciphertext, associatedData)) {
      plaintext = value.bytes();
    }
    try {
      return encrypt(plaintext, associatedData);
    } finally {
      java.util.Arrays.fill(plaintext, (byte) 0);
    }
  }

  /** The version of the key that {@code encrypt} uses now. */
  String keyId();

  /** The version of the key that a ciphertext needs. */
  String keyId(byte[] ciphertext);

  /**
   * Makes a new version of the key, which encrypts from now on.
   *
   * @return its id
   * @throws StorageException UNSUPPORTED without {@link SecretFeature#KEY_ROTATION}
   */
  String rotate();
}
