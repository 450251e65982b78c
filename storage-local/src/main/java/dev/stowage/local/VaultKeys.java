package dev.stowage.local;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The master key of one open vault, kept because making it of a passphrase is slow. Guarded by the
 * vault.
 */
final class VaultKeys {
  /** The keys that a vault file is written with. */
  record Pair(byte[] master, byte[] data) {
    @Override
    public String toString() {
      return "Pair[****]";
    }
  }

  private KeyChoice choice;
  private final KeySources sources;
  private @Nullable KeyParams params;
  private byte @Nullable [] master;

  VaultKeys(KeyChoice choice, KeySources sources) {
    this.choice = choice;
    this.sources = sources;
  }

  KeySources sources() {
    return sources;
  }

  KeyChoice choice() {
    return choice;
  }

  /** After the master key was changed. */
  void use(KeyChoice other) {
    forget();
    choice = other;
  }

  /** Stays this object's. */
  byte[] master(KeyParams wanted) throws IOException, GeneralSecurityException {
    byte[] known = master;
    if (known != null && wanted.equals(params)) {
      return known;
    }
    byte[] made = sources.bytes(choice.forKind(wanted.kind()), wanted);
    forget();
    master = made;
    params = wanted;
    return made;
  }

  void forget() {
    byte[] known = master;
    if (known != null) {
      Arrays.fill(known, (byte) 0);
    }
    master = null;
    params = null;
  }
}
