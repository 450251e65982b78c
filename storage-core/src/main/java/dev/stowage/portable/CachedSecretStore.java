package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.Pacer;
import dev.stowage.StorageException;
import dev.stowage.secret.CacheOptions;
import dev.stowage.secret.ForwardingSecretStore;
import dev.stowage.secret.SecretCache;
import dev.stowage.secret.SecretDecoder;
import dev.stowage.secret.SecretSelector;
import dev.stowage.secret.SecretStore;
import dev.stowage.secret.SecretValue;
import dev.stowage.secret.SecretVersion;
import dev.stowage.secret.SecretWatch;
import dev.stowage.secret.SecretWrite;
import dev.stowage.secret.WatchOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Keeps values for a while; one request at a time per value. */
final class CachedSecretStore extends ForwardingSecretStore implements SecretCache {
  private final CacheOptions options;
  private final Pacer pacer;
  private final SecretEntries entries;

  CachedSecretStore(SecretStore delegate, CacheOptions options, Pacer pacer) {
    super(delegate);
    this.options = options;
    this.pacer = pacer;
    this.entries = new SecretEntries(options.maxEntries());
  }

  @Override
  protected Pacer pacer() {
    return pacer;
  }

  @Override
  public SecretValue get(String name, SecretSelector selector) {
    SecretEntries.Entry entry = entries.entry(name, selector);
    entry.lock(name);
    try {
      if (entry.isYoungerThan(options.ttl(), pacer.nanoTime())) {
        return entry.copy();
      }
      return load(name, selector, entry);
    } finally {
      entry.unlock();
    }
  }

  private SecretValue load(String name, SecretSelector selector, SecretEntries.Entry entry) {
    try {
      long asked = pacer.nanoTime();
      SecretValue fresh = delegate().get(name, selector);
      entry.keep(fresh.copy(), asked);
      return fresh;
    } catch (StorageException e) {
      Duration longest = options.ttl().plus(options.staleFor());
      if (isOutage(e.code()) && entry.isYoungerThan(longest, pacer.nanoTime())) {
        return entry.copy();
      }
      if (!isOutage(e.code())) {
        entry.forget();
      }
      throw e;
    }
  }

  /** Not a refusal of the service, which an old value must never hide. */
  private static boolean isOutage(ErrorCode code) {
    return code == ErrorCode.UNAVAILABLE
        || code == ErrorCode.RATE_LIMITED
        || code == ErrorCode.DEADLINE_EXCEEDED;
  }

  @Override
  public void refresh(String name) {
    entries.drop(name);
  }

  @Override
  public void refreshAll() {
    entries.dropAll();
  }

  @Override
  public SecretVersion create(String name, SecretValue value) {
    return changing(name, () -> delegate().create(name, value));
  }

  @Override
  public SecretVersion put(String name, SecretValue value, SecretWrite how) {
    return changing(name, () -> delegate().put(name, value, how));
  }

  @Override
  public void promote(String name, String versionId) {
    changing(name, () -> delegate().promote(name, versionId));
  }

  @Override
  public Optional<Instant> delete(String name) {
    return changing(name, () -> delegate().delete(name));
  }

  @Override
  public Optional<Instant> delete(String name, Duration window) {
    return changing(name, () -> delegate().delete(name, window));
  }

  @Override
  public void undelete(String name) {
    changing(name, () -> delegate().undelete(name));
  }

  @Override
  public void disable(String name, String versionId) {
    changing(name, () -> delegate().disable(name, versionId));
  }

  @Override
  public void enable(String name, String versionId) {
    changing(name, () -> delegate().enable(name, versionId));
  }

  private void changing(String name, Runnable change) {
    try {
      change.run();
    } finally {
      entries.drop(name);
    }
  }

  /** Also when it failed: what did not arrive may still have been done. */
  private <T> T changing(String name, Supplier<T> change) {
    try {
      return change.get();
    } finally {
      entries.drop(name);
    }
  }

  @Override
  public <T> SecretWatch<T> watch(String name, WatchOptions how, SecretDecoder<T> decoder) {
    return delegate().watch(name, how, decoder);
  }

  @Override
  public void close() {
    entries.close();
    super.close();
  }
}
