package dev.stowage.local;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.spi.SecretDriver;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import org.jspecify.annotations.Nullable;

/**
 * AES-256-GCM with keys that lie sealed in the vault. A ciphertext is a format byte, the number of
 * the key, the nonce, and what the cipher made; the first two are authenticated with the associated
 * data.
 */
final class FileKeeper implements SecretDriver.Keeper {
  private static final byte FORMAT = 1;
  private static final int HEADER = 1 + Integer.BYTES;

  private final Vault vault;

  FileKeeper(Vault vault) {
    this.vault = vault;
  }

  /** What is done with a key. */
  private interface Use {
    byte[] with(byte[] key) throws Exception;
  }

  private static byte[] using(VaultContent content, int number, Use use) throws Exception {
    byte[] key = content.keeperKey(number);
    try {
      return use.with(key);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  @Override
  public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws Exception {
    makeVault();
    return vault.read(
        content -> {
          VaultContent present = present(content);
          int number = present.keeperKeys().size();
          byte[] header = ByteBuffer.allocate(HEADER).put(FORMAT).putInt(number).array();
          byte[] bound = Gcm.join(header, associatedData);
          byte[] sealed = using(present, number, key -> Gcm.seal(key, plaintext, bound));
          return ByteBuffer.allocate(HEADER + sealed.length).put(header).put(sealed).array();
        });
  }

  @Override
  public byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws Exception {
    int number = number(ciphertext);
    byte[] bound = Gcm.join(Arrays.copyOf(ciphertext, HEADER), associatedData);
    byte[] sealed = Arrays.copyOfRange(ciphertext, HEADER, ciphertext.length);
    return vault.read(
        content -> {
          if (content == null) {
            throw damaged("the ciphertext names a key that this keeper does not have");
          }
          try {
            return using(content, number, key -> Gcm.open(key, sealed, bound));
          } catch (AEADBadTagException e) {
            throw damaged("ciphertext or associated data are not what they were");
          }
        });
  }

  /** The first key is made with the vault. */
  private void makeVault() throws Exception {
    boolean there = vault.read(content -> content != null);
    if (!there) {
      int keys = vault.change(content -> content.keeperKeys().size());
      assert keys > 0;
    }
  }

  private static VaultContent present(@Nullable VaultContent content) {
    if (content == null) {
      throw damaged("the secret file was removed meanwhile");
    }
    return content;
  }

  private static int number(byte[] ciphertext) {
    if (ciphertext.length < HEADER + Gcm.OVERHEAD || ciphertext[0] != FORMAT) {
      throw damaged("this is not a ciphertext of this keeper, or not the whole of it");
    }
    int number = ByteBuffer.wrap(ciphertext, 1, Integer.BYTES).getInt();
    if (number < 1) {
      throw damaged("the ciphertext names a key that this keeper does not have");
    }
    return number;
  }

  private static StorageException damaged(String reason) {
    return StorageException.of(ErrorCode.INTEGRITY_FAILURE, reason);
  }

  @Override
  public String keyId() throws Exception {
    makeVault();
    return vault.read(content -> String.valueOf(present(content).keeperKeys().size()));
  }

  @Override
  public String keyId(byte[] ciphertext) {
    return String.valueOf(number(ciphertext));
  }

  @Override
  public String rotate() throws Exception {
    return vault.change(content -> String.valueOf(content.addKeeperKey()));
  }
}
