package dev.stowage.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** Makes and reads the bytes of master keys. */
final class KeySources {
  private final Path keyFiles;

  KeySources(UserDirectories user) {
    this.keyFiles = user.secretKeys();
  }

  /** What a vault that gets this key says of it; makes the file of a key that lies in one. */
  KeyParams fresh(MasterKey key, Path vault) throws IOException {
    KeyParams params = KeyParams.fresh(key.kind(), Gcm.random(KeyParams.KEY_ID), key.iterations());
    if (key.kind() == KeyKind.KEY_FILE) {
      if (keyFiles.startsWith(vault)) {
        throw VaultFailures.unauthenticated(
            "the key file would lie with the secrets, in "
                + keyFiles
                + "; set XDG_CONFIG_HOME to another place, or use a passphrase");
      }
      PrivateFiles.makeDirectory(keyFiles);
      byte[] bytes = Gcm.random(Gcm.KEY);
      PrivateFiles.create(keyFiles.resolve(params.keyName()), bytes);
      Arrays.fill(bytes, (byte) 0);
    }
    return params;
  }

  /** The caller overwrites them. */
  byte[] bytes(MasterKey key, KeyParams params) throws IOException, GeneralSecurityException {
    return switch (key.kind()) {
      case PASSPHRASE -> stretched(key, params);
      case KEY_STORE -> stored(key);
      case KEY_FILE -> filed(params);
    };
  }

  private static byte[] stretched(MasterKey key, KeyParams params) throws GeneralSecurityException {
    PBEKeySpec spec =
        new PBEKeySpec(key.password(), params.salt(), params.iterations(), Gcm.KEY * Byte.SIZE);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } finally {
      spec.clearPassword();
    }
  }

  private byte[] filed(KeyParams params) throws IOException {
    Path file = keyFiles.resolve(params.keyName());
    byte[] bytes;
    try {
      PrivateFiles.requirePrivate(file);
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw VaultFailures.unauthenticated(
          "the secrets are sealed with a key file that is not there: " + file);
    }
    if (bytes.length != Gcm.KEY) {
      throw VaultFailures.damaged("its key file " + file + " has not " + Gcm.KEY + " bytes");
    }
    return bytes;
  }

  private static byte[] stored(MasterKey key) throws IOException, GeneralSecurityException {
    Path file = key.keyStoreFile();
    byte[] bytes = encoded(key, file);
    if (bytes == null || bytes.length < 16) {
      throw VaultFailures.unauthenticated(
          "the key store "
              + file
              + " has no secret key of 16 bytes or more with the alias "
              + key.alias()
              + "; make one with: keytool -genseckey -alias "
              + key.alias()
              + " -keyalg AES -keysize 256 -storetype PKCS12 -keystore "
              + file);
    }
    return bytes;
  }

  private static byte @Nullable [] encoded(MasterKey key, Path file)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      store.load(in, key.password());
      Key found = store.getKey(key.alias(), key.password());
      return found instanceof javax.crypto.SecretKey ? found.getEncoded() : null;
    } catch (NoSuchFileException e) {
      throw VaultFailures.unauthenticated("there is no key store " + file);
    } catch (UnrecoverableKeyException e) {
      throw wrongPassword(file);
    } catch (IOException e) {
      if (e.getCause() instanceof UnrecoverableKeyException) {
        throw wrongPassword(file);
      }
      throw new IOException(
          "the key store " + file + " cannot be read: " + Objects.toString(e.getMessage()), e);
    }
  }

  private static RuntimeException wrongPassword(Path file) {
    return VaultFailures.unauthenticated("the password of the key store " + file + " is wrong");
  }
}
