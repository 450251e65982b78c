package dev.stowage.conformance.secret;

import dev.stowage.secret.SecretSelector;
import dev.stowage.secret.SecretVersion;
import dev.stowage.secret.SecretWrite;
import dev.stowage.spi.BlobDriver.Page;
import dev.stowage.spi.SecretDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Defects of drivers. */
final class SecretDriverMutants {
  private SecretDriverMutants() {}

  static final class LatestForCurrent extends SecretMutant {
    @Override
    SecretDriver spoil(SecretDriver driver) {
      return new ForwardingSecretDriver(driver) {
        @Override
        public Content get(String name, SecretSelector selector) throws Exception {
          boolean current = selector.equals(SecretSelector.current());
          return super.get(name, current ? SecretSelector.latest() : selector);
        }
      };
    }
  }

  static final class CreateOverwrites extends SecretMutant {
    @Override
    SecretDriver spoil(SecretDriver driver) {
      return new ForwardingSecretDriver(driver) {
        @Override
        public SecretVersion create(String name, byte[] value, SecretWrite how, String token)
            throws Exception {
          super.delete(name, null);
          return super.create(name, value, how, token);
        }
      };
    }
  }

  static final class TokenIgnored extends SecretMutant {
    @Override
    SecretDriver spoil(SecretDriver driver) {
      return new ForwardingSecretDriver(driver) {
        @Override
        public SecretVersion addVersion(String name, byte[] value, SecretWrite how, String token)
            throws Exception {
          return super.addVersion(name, value, how, UUID.randomUUID().toString());
        }
      };
    }
  }

  static final class DeleteDoesNothing extends SecretMutant {
    @Override
    SecretDriver spoil(SecretDriver driver) {
      return new ForwardingSecretDriver(driver) {
        @Override
        public Optional<Instant> delete(String name, @Nullable Duration window) {
          return Optional.empty();
        }
      };
    }
  }

  static final class WindowIgnored extends SecretMutant {
    @Override
    SecretDriver spoil(SecretDriver driver) {
      return new ForwardingSecretDriver(driver) {
        @Override
        public Optional<Instant> delete(String name, @Nullable Duration window) throws Exception {
          super.delete(name, null);
          return Optional.ofNullable(window).map(w -> Instant.now().plus(w));
        }
      };
    }
  }

  static final class NamesFolded extends SecretMutant {
    @Override
    SecretDriver spoil(SecretDriver driver) {
      return new ForwardingSecretDriver(driver) {
        @Override
        public Content get(String name, SecretSelector selector) throws Exception {
          return super.get(name.toLowerCase(Locale.ROOT), selector);
        }

        @Override
        public SecretVersion create(String name, byte[] value, SecretWrite how, String token)
            throws Exception {
          return super.create(name.toLowerCase(Locale.ROOT), value, how, token);
        }

        @Override
        public SecretVersion addVersion(String name, byte[] value, SecretWrite how, String token)
            throws Exception {
          return super.addVersion(name.toLowerCase(Locale.ROOT), value, how, token);
        }
      };
    }
  }

  static final class FirstPageOnly extends SecretMutant {
    @Override
    SecretDriver spoil(SecretDriver driver) {
      return new ForwardingSecretDriver(driver) {
        @Override
        public Page<String> list(String prefix, @Nullable String cursor) throws Exception {
          return new Page<>(super.list(prefix, cursor).items(), Optional.empty());
        }
      };
    }
  }

  static final class DisableDoesNothing extends SecretMutant {
    @Override
    SecretDriver spoil(SecretDriver driver) {
      return new ForwardingSecretDriver(driver) {
        @Override
        public void setEnabled(String name, String versionId, boolean enabled) {
          // The defect.
        }
      };
    }
  }

  static final class AssociatedDataIgnored extends SecretMutant {
    @Override
    SecretDriver spoil(SecretDriver driver) {
      return new ForwardingSecretDriver(driver) {
        @Override
        public Optional<Keeper> keeper() {
          return super.keeper().map(keeper -> new SpoiltKeeper(keeper, false));
        }
      };
    }
  }

  static final class EncryptionRepeats extends SecretMutant {
    private static final Map<String, byte[]> SEEN = new HashMap<>();

    @Override
    SecretDriver spoil(SecretDriver driver) {
      return new ForwardingSecretDriver(driver) {
        @Override
        public Optional<Keeper> keeper() {
          return super.keeper().map(keeper -> new SpoiltKeeper(keeper, true));
        }
      };
    }
  }

  private record SpoiltKeeper(SecretDriver.Keeper keeper, boolean repeats)
      implements SecretDriver.Keeper {
    @Override
    public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws Exception {
      if (!repeats) {
        return keeper.encrypt(plaintext, new byte[0]);
      }
      String id = java.util.Arrays.hashCode(plaintext) + "/" + keeper.hashCode();
      byte[] sealed = EncryptionRepeats.SEEN.get(id);
      if (sealed == null) {
        sealed = keeper.encrypt(plaintext, associatedData);
        EncryptionRepeats.SEEN.put(id, sealed);
      }
      return sealed;
    }

    @Override
    public byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws Exception {
      return keeper.decrypt(ciphertext, repeats ? associatedData : new byte[0]);
    }

    @Override
    public String keyId() throws Exception {
      return keeper.keyId();
    }

    @Override
    public String keyId(byte[] ciphertext) throws Exception {
      return keeper.keyId(ciphertext);
    }

    @Override
    public String rotate() throws Exception {
      return keeper.rotate();
    }
  }
}
