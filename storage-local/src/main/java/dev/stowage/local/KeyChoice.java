package dev.stowage.local;

import dev.stowage.Credentials;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which master key the caller has: the one in hand, or what URL and environment say. */
final class KeyChoice {
  private final @Nullable MasterKey inHand;
  private final @Nullable KeyKind wanted;
  private final Optional<String> keyStore;
  private final String alias;
  private final int iterations;
  private final OpenOptions options;
  private final String prefix;

  private KeyChoice(
      @Nullable MasterKey inHand, @Nullable StorageUrl url, OpenOptions options, String prefix) {
    this.inHand = inHand;
    this.options = options;
    this.prefix = prefix;
    Optional<StorageUrl> from = Optional.ofNullable(url);
    this.wanted =
        from.filter(u -> u.param("key").isPresent())
            .map(u -> KeyKind.of(u.choice("key", "file", "file", "passphrase", "keystore")))
            .orElse(null);
    this.keyStore = from.flatMap(u -> u.param("keystore"));
    this.alias = from.flatMap(u -> u.param("alias")).orElse("stowage");
    this.iterations = from.flatMap(u -> u.param("iterations")).map(KeyChoice::number).orElse(0);
    if (keyStore.isPresent() && wanted != null && wanted != KeyKind.KEY_STORE) {
      throw StorageException.invalidArgument(
          "the URL has keystore= but key=" + wanted.param() + "; leave one of them away");
    }
  }

  static KeyChoice of(MasterKey key) {
    return new KeyChoice(key, null, OpenOptions.defaults(), "");
  }

  static KeyChoice of(StorageUrl url, OpenOptions options) {
    return new KeyChoice(null, url, options, "");
  }

  /** The key to change to, by the same names behind {@code new_}. */
  static KeyChoice next(OpenOptions options) {
    return new KeyChoice(null, null, options, "new_");
  }

  private static int number(String text) {
    try {
      int number = Integer.parseInt(text);
      if (number >= KeyParams.LEAST_ITERATIONS && number <= KeyParams.MOST_ITERATIONS) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw badIterations(text);
    }
    throw badIterations(text);
  }

  private static StorageException badIterations(String text) {
    return StorageException.invalidArgument(
        "iterations=" + text + "; it takes " + KeyParams.LEAST_ITERATIONS + " or more");
  }

  /** For a vault that is to be made. */
  MasterKey forNew() {
    if (inHand != null) {
      return inHand;
    }
    if (wanted != null) {
      return key(wanted);
    }
    if (keyStore.or(() -> value("keystore")).isPresent()) {
      return key(KeyKind.KEY_STORE);
    }
    return value("passphrase").isPresent() ? key(KeyKind.PASSPHRASE) : key(KeyKind.KEY_FILE);
  }

  /** For a vault that gets another key: of the same kind, unless another is named. */
  MasterKey after(KeyKind kind) {
    boolean named = value("keystore").isPresent() || value("passphrase").isPresent();
    return named ? forNew() : key(kind);
  }

  /** For a vault that is there. */
  MasterKey forKind(KeyKind kind) {
    KeyKind offered = inHand != null ? inHand.kind() : wanted;
    if (offered == null && keyStore.isPresent()) {
      offered = KeyKind.KEY_STORE;
    }
    if (offered != null && offered != kind) {
      throw VaultFailures.unauthenticated(
          "the secrets are sealed with " + kind.words() + ", not with " + offered.words());
    }
    return inHand != null ? inHand : key(kind);
  }

  private MasterKey key(KeyKind kind) {
    return switch (kind) {
      case KEY_FILE -> MasterKey.keyFile();
      case PASSPHRASE -> {
        MasterKey key = MasterKey.passphrase(require("passphrase").toCharArray());
        yield iterations == 0 ? key : key.withIterations(iterations);
      }
      case KEY_STORE -> {
        Path file = Path.of(keyStore.orElseGet(() -> require("keystore")));
        yield MasterKey.keyStore(file, require("keystore_password").toCharArray())
            .withAlias(value("keystore_alias").orElse(alias));
      }
    };
  }

  private String require(String field) {
    return value(field)
        .orElseThrow(
            () ->
                VaultFailures.unauthenticated(
                    "the "
                        + field.replace('_', ' ')
                        + " of the secrets is not known; set "
                        + variable(field)
                        + ", or the field "
                        + prefix
                        + field
                        + " of the credentials"));
  }

  /** Of the credentials, else of the environment. */
  private Optional<String> value(String field) {
    Optional<Credentials> credentials = options.credentials();
    return credentials
        .flatMap(c -> c.field(prefix + field))
        .or(() -> Optional.ofNullable(options.environment().get(variable(field))))
        .filter(value -> !value.isEmpty());
  }

  private String variable(String field) {
    return "STOWAGE_SECRET_" + (prefix + field).toUpperCase(java.util.Locale.ROOT);
  }
}
