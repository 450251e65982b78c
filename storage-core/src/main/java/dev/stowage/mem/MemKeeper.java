package dev.stowage.mem;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.spi.SecretDriver;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-256-GCM with keys that live as long as the process. A ciphertext is a format byte, the number
 * of the key, the nonce, and what the cipher made; the first two are authenticated with the
 * associated data.
 */
final class MemKeeper implements SecretDriver.Keeper {
  private static final byte FORMAT = 1;
  private static final int HEADER = 1 + Integer.BYTES;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int TAG = TAG_BITS / Byte.SIZE;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final List<SecretKey> keys = new CopyOnWriteArrayList<>(List.of(newKey()));

  private static SecretKey newKey() {
    byte[] key = new byte[32];
    RANDOM.nextBytes(key);
    return new SecretKeySpec(key, "AES");
  }

  @Override
  public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
    int number = keys.size();
    byte[] nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    byte[] header = ByteBuffer.allocate(HEADER).put(FORMAT).putInt(number).array();
    Cipher cipher = cipher(Cipher.ENCRYPT_MODE, number, nonce);
    cipher.updateAAD(header);
    cipher.updateAAD(associatedData);
    byte[] sealed = cipher.doFinal(plaintext);
    return ByteBuffer.allocate(HEADER + NONCE + sealed.length)
        .put(header)
        .put(nonce)
        .put(sealed)
        .array();
  }

  @Override
  public byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException {
    int number = keyNumber(ciphertext);
    byte[] nonce = new byte[NONCE];
    System.arraycopy(ciphertext, HEADER, nonce, 0, NONCE);
    Cipher cipher = cipher(Cipher.DECRYPT_MODE, number, nonce);
    cipher.updateAAD(ciphertext, 0, HEADER);
    cipher.updateAAD(associatedData);
    try {
      int start = HEADER + NONCE;
      return cipher.doFinal(ciphertext, start, ciphertext.length - start);
    } catch (AEADBadTagException e) {
      throw damaged("ciphertext or associated data are not what they were", e);
    }
  }

  private Cipher cipher(int mode, int number, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, keys.get(number - 1), new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }

  private int keyNumber(byte[] ciphertext) {
    if (ciphertext.length < HEADER + NONCE + TAG || ciphertext[0] != FORMAT) {
      throw damaged("this is not a ciphertext of this keeper, or not the whole of it", null);
    }
    int number = ByteBuffer.wrap(ciphertext, 1, Integer.BYTES).getInt();
    if (number < 1 || number > keys.size()) {
      throw damaged("the ciphertext names a key that this keeper does not have", null);
    }
    return number;
  }

  private static StorageException damaged(String reason, @Nullable Exception cause) {
    return StorageException.builder(ErrorCode.INTEGRITY_FAILURE, reason).cause(cause).build();
  }

  @Override
  public String keyId() {
    return String.valueOf(keys.size());
  }

  @Override
  public String keyId(byte[] ciphertext) {
    return String.valueOf(keyNumber(ciphertext));
  }

  @Override
  public synchronized String rotate() {
    keys.add(newKey());
    return keyId();
  }
}
