package dev.stowage.local;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;

/**
 * The bytes of a vault file: magic, id of the vault, generation, what is said of the master key, a
 * check value of it, the data key wrapped by it, the body sealed by the data key, and a SHA-256 of
 * all that.
 *
 * <p>The data key is wrapped with everything before it as associated data, and so is the body
 * sealed. The hash is no protection, since anybody can make it: it tells damage from a wrong
 * passphrase. What was changed by somebody who made the hash anew fails at the check value or at
 * one of the tags.
 */
final class VaultFormat {
  private static final byte[] MAGIC = "STOWSEC\1".getBytes(StandardCharsets.ISO_8859_1);
  private static final int ID = 16;
  private static final int CHECK = 16;
  private static final int HASH = 32;
  private static final int CLEAR = MAGIC.length + ID + Long.BYTES + KeyParams.SIZE;
  private static final int WRAPPED = Gcm.OVERHEAD + Gcm.KEY;
  private static final int HEADER = CLEAR + CHECK + WRAPPED;

  private VaultFormat() {}

  /** A file whose hash is right; nothing else is known to be. */
  record Parsed(
      byte[] file, byte[] id, long generation, KeyParams key, byte[] hash, int bodyLength) {
    private byte[] part(int from, int length) {
      return Arrays.copyOfRange(file, from, from + length);
    }
  }

  static byte[] newId() {
    return Gcm.random(ID);
  }

  static Parsed parse(byte[] file) throws GeneralSecurityException {
    int body = file.length - HEADER - HASH;
    if (body < Gcm.OVERHEAD) {
      throw VaultFailures.damaged("it has " + file.length + " bytes only");
    }
    byte[] hash = Gcm.sha256(file, file.length - HASH);
    if (!Arrays.equals(hash, 0, HASH, file, file.length - HASH, file.length)) {
      throw VaultFailures.damaged("its hash is not that of its content");
    }
    ByteBuffer from = ByteBuffer.wrap(file);
    byte[] magic = new byte[MAGIC.length];
    byte[] id = new byte[ID];
    from.get(magic).get(id);
    if (!Arrays.equals(magic, MAGIC)) {
      throw StorageException.of(
          ErrorCode.UNSUPPORTED, "the secret file was written by another version of Stowage");
    }
    long generation = from.getLong();
    return new Parsed(file, id, generation, KeyParams.read(from), hash, body);
  }

  /**
   * The data key.
   *
   * @throws StorageException UNAUTHENTICATED when it is another master key
   */
  static byte[] unwrap(Parsed parsed, byte[] master) throws GeneralSecurityException {
    byte[] check = parsed.part(CLEAR, CHECK);
    if (!MessageDigest.isEqual(check, check(master, parsed.id(), parsed.key()))) {
      throw VaultFailures.unauthenticated(
          switch (parsed.key().kind()) {
            case PASSPHRASE -> "the passphrase of the secrets is wrong";
            case KEY_STORE -> "the secrets are sealed with another key than that of the key store";
            case KEY_FILE -> "the secrets are sealed with another key than that of the key file";
          });
    }
    byte[] wrapping = Gcm.derive(master, "stowage vault wrap", parsed.id());
    try {
      byte[] wrapped = parsed.part(CLEAR + CHECK, WRAPPED);
      return Gcm.open(wrapping, wrapped, parsed.part(0, CLEAR + CHECK));
    } catch (AEADBadTagException e) {
      throw VaultFailures.damaged("its data key does not open");
    } finally {
      Arrays.fill(wrapping, (byte) 0);
    }
  }

  static byte[] body(Parsed parsed, byte[] dataKey) throws GeneralSecurityException {
    byte[] key = Gcm.derive(dataKey, "stowage vault body");
    try {
      return Gcm.open(key, parsed.part(HEADER, parsed.bodyLength()), parsed.part(0, HEADER));
    } catch (AEADBadTagException e) {
      throw VaultFailures.damaged("its content does not open");
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  static byte[] write(
      byte[] id, long generation, KeyParams params, VaultKeys.Pair keys, byte[] body)
      throws GeneralSecurityException {
    byte[] wrapping = Gcm.derive(keys.master(), "stowage vault wrap", id);
    byte[] sealing = Gcm.derive(keys.data(), "stowage vault body");
    try {
      ByteBuffer file = ByteBuffer.allocate(HEADER + Gcm.OVERHEAD + body.length + HASH);
      file.put(MAGIC).put(id).putLong(generation);
      params.write(file);
      file.put(check(keys.master(), id, params));
      file.put(Gcm.seal(wrapping, keys.data(), Arrays.copyOf(file.array(), file.position())));
      file.put(Gcm.seal(sealing, body, Arrays.copyOf(file.array(), file.position())));
      file.put(Gcm.sha256(file.array(), file.position()));
      return file.array();
    } finally {
      Arrays.fill(wrapping, (byte) 0);
      Arrays.fill(sealing, (byte) 0);
    }
  }

  static byte[] hash(byte[] file) {
    return Arrays.copyOfRange(file, file.length - HASH, file.length);
  }

  private static byte[] check(byte[] master, byte[] id, KeyParams params)
      throws GeneralSecurityException {
    byte[] all = Gcm.derive(master, "stowage vault check", id, params.salt());
    return Arrays.copyOf(all, CHECK);
  }
}
