package dev.stowage.local;

import dev.stowage.StorageException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the key comes from that secrets on this disk are sealed with. Immutable; prints nothing
 * that is secret.
 */
public final class MasterKey {
  private static final String ALIAS = "stowage";

  private final KeyKind kind;
  private final char[] password;
  private final @Nullable Path keyStore;
  private final String alias;
  private final int iterations;

  private MasterKey(
      KeyKind kind, char[] password, @Nullable Path keyStore, String alias, int iterations) {
    this.kind = kind;
    this.password = password.clone();
    this.keyStore = keyStore;
    this.alias = alias;
    this.iterations = iterations;
  }

  /** A key that PBKDF2-HMAC-SHA256 makes of a passphrase, in 600,000 iterations. */
  public static MasterKey passphrase(char[] passphrase) {
    if (passphrase.length == 0) {
      throw StorageException.invalidArgument("the passphrase of the secrets is empty");
    }
    return new MasterKey(KeyKind.PASSPHRASE, passphrase, null, ALIAS, KeyParams.LEAST_ITERATIONS);
  }

  /** The secret key of the alias {@code stowage} in a PKCS#12 key store. */
  public static MasterKey keyStore(Path file, char[] password) {
    return new MasterKey(KeyKind.KEY_STORE, password, file, ALIAS, 0);
  }

  /** A random key in a file of its own in the user's directory of settings. */
  public static MasterKey keyFile() {
    return new MasterKey(KeyKind.KEY_FILE, new char[0], null, ALIAS, 0);
  }

  /** The secret key of another alias. */
  public MasterKey withAlias(String value) {
    return new MasterKey(kind, password, keyStore, value, iterations);
  }

  /**
   * More iterations for the next key that is made of a passphrase; one that is in use keeps its
   * own.
   *
   * @throws StorageException INVALID_ARGUMENT for less than 600,000
   */
  public MasterKey withIterations(int value) {
    if (value < KeyParams.LEAST_ITERATIONS || value > KeyParams.MOST_ITERATIONS) {
      throw StorageException.invalidArgument(
          "a passphrase needs from "
              + KeyParams.LEAST_ITERATIONS
              + " to "
              + KeyParams.MOST_ITERATIONS
              + " iterations, not "
              + value);
    }
    return new MasterKey(kind, password, keyStore, alias, value);
  }

  KeyKind kind() {
    return kind;
  }

  char[] password() {
    return password;
  }

  Path keyStoreFile() {
    if (keyStore == null) {
      throw new IllegalStateException("not a key of a key store");
    }
    return keyStore;
  }

  String alias() {
    return alias;
  }

  int iterations() {
    return iterations;
  }

  @Override
  public String toString() {
    return "MasterKey[" + kind.param() + "]";
  }
}
