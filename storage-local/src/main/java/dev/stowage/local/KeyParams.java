package dev.stowage.local;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/** What a vault file says in the clear about its master key. */
record KeyParams(KeyKind kind, byte[] keyId, byte[] salt, int iterations) {
  static final int KEY_ID = 8;
  static final int SALT = 32;
  static final int SIZE = 1 + KEY_ID + SALT + Integer.BYTES;

  /** What OWASP asks of PBKDF2-HMAC-SHA256 in 2023; a file that says less was tampered with. */
  static final int LEAST_ITERATIONS = 600_000;

  /** A file that says more would only keep its reader busy. */
  static final int MOST_ITERATIONS = 100_000_000;

  static KeyParams fresh(KeyKind kind, byte[] keyId, int iterations) {
    return new KeyParams(kind, keyId, Gcm.random(SALT), iterations);
  }

  void write(ByteBuffer to) {
    to.put(kind.code()).put(keyId).put(salt).putInt(iterations);
  }

  static KeyParams read(ByteBuffer from) {
    KeyKind kind = KeyKind.of(from.get());
    byte[] keyId = new byte[KEY_ID];
    byte[] salt = new byte[SALT];
    from.get(keyId).get(salt);
    int iterations = from.getInt();
    if (kind == KeyKind.PASSPHRASE
        && (iterations < LEAST_ITERATIONS || iterations > MOST_ITERATIONS)) {
      throw VaultFailures.damaged("it names " + iterations + " iterations");
    }
    return new KeyParams(kind, keyId, salt, iterations);
  }

  /** The name of the key file. */
  String keyName() {
    return HexFormat.of().formatHex(keyId);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyParams that
        && kind == that.kind
        && Arrays.equals(keyId, that.keyId)
        && Arrays.equals(salt, that.salt)
        && iterations == that.iterations;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(salt);
  }
}
