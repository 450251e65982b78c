package dev.stowage.secret;

import dev.stowage.Pacer;
import dev.stowage.portable.SecretOpening;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Forwards every call to another store; for decorators. What is derived from it ({@link #cached},
 * {@link #restrictedTo}, {@link #watch}) stands over the decorator, not over the other store.
 */
public abstract class ForwardingSecretStore implements SecretStore {
  private final SecretStore delegate;

  protected ForwardingSecretStore(SecretStore delegate) {
    this.delegate = delegate;
  }

  protected SecretStore delegate() {
    return delegate;
  }

  /** The clock of caches and watches over this store. */
  protected Pacer pacer() {
    return Pacer.system();
  }

  @Override
  public SecretValue get(String name) {
    return get(name, SecretSelector.current());
  }

  @Override
  public SecretValue get(String name, SecretSelector selector) {
    return delegate.get(name, selector);
  }

  @Override
  public SecretVersion create(String name, SecretValue value) {
    return delegate.create(name, value);
  }

  @Override
  public SecretVersion put(String name, SecretValue value) {
    return put(name, value, SecretWrite.defaults());
  }

  @Override
  public SecretVersion put(String name, SecretValue value, SecretWrite how) {
    return delegate.put(name, value, how);
  }

  @Override
  public void promote(String name, String versionId) {
    delegate.promote(name, versionId);
  }

  @Override
  public List<SecretVersion> versions(String name) {
    return delegate.versions(name);
  }

  @Override
  public Stream<String> list(String prefix) {
    return delegate.list(prefix);
  }

  @Override
  public Optional<Instant> delete(String name) {
    return delegate.delete(name);
  }

  @Override
  public Optional<Instant> delete(String name, Duration window) {
    return delegate.delete(name, window);
  }

  @Override
  public void undelete(String name) {
    delegate.undelete(name);
  }

  @Override
  public void disable(String name, String versionId) {
    delegate.disable(name, versionId);
  }

  @Override
  public void enable(String name, String versionId) {
    delegate.enable(name, versionId);
  }

  @Override
  public SecretCache cached(Duration ttl) {
    return cached(CacheOptions.ttl(ttl));
  }

  @Override
  public SecretCache cached(CacheOptions options) {
    return SecretOpening.cached(this, options, pacer());
  }

  @Override
  public SecretStore restrictedTo(Predicate<String> allowed) {
    return SecretOpening.restricted(this, allowed, pacer());
  }

  @Override
  public SecretStore restrictedTo(List<String> prefixes) {
    return SecretStore.super.restrictedTo(prefixes);
  }

  @Override
  public SecretWatch<SecretValue> watch(String name) {
    return watch(name, WatchOptions.defaults());
  }

  @Override
  public SecretWatch<SecretValue> watch(String name, WatchOptions options) {
    return watch(name, options, SecretValue::copy);
  }

  @Override
  public <T> SecretWatch<T> watch(String name, WatchOptions options, SecretDecoder<T> decoder) {
    return SecretOpening.watch(this, name, options, decoder, pacer());
  }

  @Override
  public Optional<SecretKeeper> keeper() {
    return delegate.keeper();
  }

  @Override
  public SecretCapabilities capabilities() {
    return delegate.capabilities();
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return delegate.unwrap(type);
  }

  @Override
  public void close() {
    delegate.close();
  }
}
