package dev.stowage.conformance.secret;

import dev.stowage.StorageException;
import dev.stowage.secret.CacheOptions;
import dev.stowage.secret.ForwardingSecretStore;
import dev.stowage.secret.SecretCache;
import dev.stowage.secret.SecretDecoder;
import dev.stowage.secret.SecretEvent;
import dev.stowage.secret.SecretStore;
import dev.stowage.secret.SecretValue;
import dev.stowage.secret.SecretVersion;
import dev.stowage.secret.SecretWatch;
import dev.stowage.secret.SecretWrite;
import dev.stowage.secret.WatchOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** Defects of the layer above the drivers. */
final class SecretStoreMutants {
  private SecretStoreMutants() {}

  /** Derives views as the sound store does. */
  private static class Sound extends ForwardingSecretStore {
    Sound(SecretStore store) {
      super(store);
    }

    @Override
    public SecretCache cached(CacheOptions options) {
      return delegate().cached(options);
    }

    @Override
    public SecretStore restrictedTo(Predicate<String> allowed) {
      return delegate().restrictedTo(allowed);
    }

    @Override
    public <T> SecretWatch<T> watch(String name, WatchOptions options, SecretDecoder<T> decoder) {
      return delegate().watch(name, options, decoder);
    }
  }

  static final class FailureQuotesTheValue extends SecretMutant {
    @Override
    SecretStore spoil(SecretStore store) {
      return new Sound(store) {
        @Override
        public SecretVersion put(String name, SecretValue value, SecretWrite how) {
          try {
            return super.put(name, value, how);
          } catch (StorageException e) {
            throw StorageException.builder(e.code(), "cannot write " + value.text())
                .cause(e)
                .build();
          }
        }
      };
    }
  }

  static final class CacheNeverExpires extends SecretMutant {
    @Override
    SecretStore spoil(SecretStore store) {
      return new Sound(store) {
        @Override
        public SecretCache cached(CacheOptions options) {
          return super.cached(
              CacheOptions.ttl(Duration.ofDays(365))
                  .withServeStaleOnFailure(options.staleFor())
                  .withMaxEntries(options.maxEntries()));
        }
      };
    }
  }

  static final class CacheAlwaysServesStale extends SecretMutant {
    @Override
    SecretStore spoil(SecretStore store) {
      return new Sound(store) {
        @Override
        public SecretCache cached(CacheOptions options) {
          return super.cached(options.withServeStaleOnFailure(Duration.ofDays(365)));
        }
      };
    }
  }

  static final class ViewAllowsEverything extends SecretMutant {
    @Override
    SecretStore spoil(SecretStore store) {
      return new Sound(store) {
        @Override
        public SecretStore restrictedTo(Predicate<String> allowed) {
          return super.restrictedTo(name -> true);
        }
      };
    }
  }

  /** Reports what it last reported when nothing happened. */
  static final class WatchRepeatsItself extends SecretMutant {
    @Override
    SecretStore spoil(SecretStore store) {
      return new Sound(store) {
        @Override
        public <T> SecretWatch<T> watch(
            String name, WatchOptions options, SecretDecoder<T> decoder) {
          SecretWatch<T> sound = super.watch(name, options, decoder);
          return new SpoiltWatch<>(sound, false);
        }
      };
    }
  }

  /** Has no value while the secret cannot be decoded. */
  static final class WatchForgetsTheLastGoodValue extends SecretMutant {
    @Override
    SecretStore spoil(SecretStore store) {
      return new Sound(store) {
        @Override
        public <T> SecretWatch<T> watch(
            String name, WatchOptions options, SecretDecoder<T> decoder) {
          return new SpoiltWatch<>(super.watch(name, options, decoder), true);
        }
      };
    }
  }

  private static final class SpoiltWatch<T> implements SecretWatch<T> {
    private final SecretWatch<T> sound;
    private final boolean forgets;
    private SecretEvent<T> last;

    SpoiltWatch(SecretWatch<T> sound, boolean forgets) {
      this.sound = sound;
      this.forgets = forgets;
    }

    @Override
    public SecretEvent<T> next() {
      last = sound.next();
      return last;
    }

    @Override
    public Optional<SecretEvent<T>> next(Duration timeout) {
      Optional<SecretEvent<T>> event = sound.next(timeout);
      return event.isPresent() || forgets ? event : Optional.ofNullable(last);
    }

    @Override
    public Optional<T> latest() {
      return forgets && last.kind() != SecretEvent.Kind.VALUE ? Optional.empty() : sound.latest();
    }

    @Override
    public void close() {
      sound.close();
    }
  }
}
