package dev.stowage.local;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM with a random nonce in front, and what keys are derived with. */
final class Gcm {
  static final int KEY = 32;
  static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  static final int OVERHEAD = NONCE + TAG_BITS / Byte.SIZE;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Gcm() {}

  static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /** Nonce, ciphertext and tag. */
  static byte[] seal(byte[] key, byte[] plain, byte[] associated) throws GeneralSecurityException {
    byte[] nonce = random(NONCE);
    Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce);
    cipher.updateAAD(associated);
    byte[] sealed = Arrays.copyOf(nonce, OVERHEAD + plain.length);
    cipher.doFinal(plain, 0, plain.length, sealed, NONCE);
    return sealed;
  }

  /**
   * @throws javax.crypto.AEADBadTagException when anything is not what it was
   */
  static byte[] open(byte[] key, byte[] sealed, byte[] associated) throws GeneralSecurityException {
    byte[] nonce = Arrays.copyOf(sealed, NONCE);
    Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce);
    cipher.updateAAD(associated);
    return cipher.doFinal(sealed, NONCE, sealed.length - NONCE);
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }

  /** 32 bytes that only who has the key can make. */
  static byte[] derive(byte[] key, String purpose, byte[]... context)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    mac.update(join(purpose.getBytes(StandardCharsets.UTF_8)));
    mac.update(join(context));
    return mac.doFinal();
  }

  /** Each part behind its length, so that no two lists of parts give the same bytes. */
  static byte[] join(byte[]... parts) {
    int size = 0;
    for (byte[] part : parts) {
      size += Integer.BYTES + part.length;
    }
    ByteBuffer joined = ByteBuffer.allocate(size);
    for (byte[] part : parts) {
      joined.putInt(part.length).put(part);
    }
    return joined.array();
  }

  static byte[] sha256(byte[] bytes, int length) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(bytes, 0, length);
    return digest.digest();
  }
}
