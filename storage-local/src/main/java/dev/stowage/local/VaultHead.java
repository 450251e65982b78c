package dev.stowage.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What was written last to a vault: generation and hash, kept away from it. Without this file the
 * vault is taken as it is found.
 *
 * <p>A vault file is replaced before its head is, so a file is never older than a head that was
 * read before it.
 */
record VaultHead(long generation, byte[] hash, byte[] mac) {
  private static final byte[] MAGIC = "STOWHED\1".getBytes(StandardCharsets.ISO_8859_1);
  private static final int HASH = 32;
  private static final int SIZE = MAGIC.length + Long.BYTES + HASH + HASH;

  static Path file(Path heads, byte[] vaultId) {
    return heads.resolve(HexFormat.of().formatHex(vaultId));
  }

  static @Nullable VaultHead read(Path file) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return null;
    }
    if (bytes.length != SIZE || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw damaged(file);
    }
    ByteBuffer from = ByteBuffer.wrap(bytes).position(MAGIC.length);
    long generation = from.getLong();
    byte[] hash = new byte[HASH];
    byte[] mac = new byte[HASH];
    from.get(hash).get(mac);
    return new VaultHead(generation, hash, mac);
  }

  static void write(Path file, VaultFormat.Parsed vault, byte[] headKey)
      throws IOException, GeneralSecurityException {
    Path parent = file.getParent();
    if (parent != null) {
      PrivateFiles.makeDirectory(parent);
    }
    byte[] mac = mac(headKey, vault.id(), vault.generation(), vault.hash());
    ByteBuffer bytes = ByteBuffer.allocate(SIZE);
    bytes.put(MAGIC).putLong(vault.generation()).put(vault.hash()).put(mac);
    PrivateFiles.replace(file, bytes.array());
  }

  void verify(Path file, byte[] vaultId, byte[] headKey) throws GeneralSecurityException {
    if (!MessageDigest.isEqual(mac, mac(headKey, vaultId, generation, hash))) {
      throw damaged(file);
    }
  }

  /** Whether the file is the one that this speaks of, or one that was written after it. */
  boolean admits(VaultFormat.Parsed vault) {
    return vault.generation() > generation || describes(vault);
  }

  boolean describes(VaultFormat.Parsed vault) {
    return vault.generation() == generation && Arrays.equals(vault.hash(), hash);
  }

  private static byte[] mac(byte[] headKey, byte[] vaultId, long generation, byte[] hash)
      throws GeneralSecurityException {
    byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(generation).array();
    return Gcm.derive(headKey, "stowage vault head", vaultId, number, hash);
  }

  private static RuntimeException damaged(Path file) {
    return VaultFailures.damaged(
        "the record of its last state, " + file + ", is not what was written");
  }
}
