package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.Pacer;
import dev.stowage.StorageException;
import dev.stowage.secret.ForwardingSecretStore;
import dev.stowage.secret.SecretCapabilities;
import dev.stowage.secret.SecretDecoder;
import dev.stowage.secret.SecretFeature;
import dev.stowage.secret.SecretKeeper;
import dev.stowage.secret.SecretSelector;
import dev.stowage.secret.SecretStore;
import dev.stowage.secret.SecretValue;
import dev.stowage.secret.SecretVersion;
import dev.stowage.secret.SecretWatch;
import dev.stowage.secret.SecretWrite;
import dev.stowage.secret.WatchOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Lets through only what is about an allowed name. */
final class RestrictedSecretStore extends ForwardingSecretStore {
  private final Predicate<String> allowed;
  private final Pacer pacer;

  RestrictedSecretStore(SecretStore delegate, Predicate<String> allowed, Pacer pacer) {
    super(delegate);
    this.allowed = allowed;
    this.pacer = pacer;
  }

  private String allowed(String operation, String name) {
    if (!allowed.test(name)) {
      throw StorageException.builder(
              ErrorCode.PERMISSION_DENIED, "the name is not among those that this view allows")
          .operation(operation)
          .key(name)
          .build();
    }
    return name;
  }

  @Override
  protected Pacer pacer() {
    return pacer;
  }

  @Override
  public SecretValue get(String name, SecretSelector selector) {
    return delegate().get(allowed("get", name), selector);
  }

  @Override
  public SecretVersion create(String name, SecretValue value) {
    return delegate().create(allowed("create", name), value);
  }

  @Override
  public SecretVersion put(String name, SecretValue value, SecretWrite how) {
    return delegate().put(allowed("put", name), value, how);
  }

  @Override
  public void promote(String name, String versionId) {
    delegate().promote(allowed("promote", name), versionId);
  }

  @Override
  public List<SecretVersion> versions(String name) {
    return delegate().versions(allowed("versions", name));
  }

  @Override
  public Stream<String> list(String prefix) {
    return delegate().list(prefix).filter(allowed);
  }

  @Override
  public Optional<Instant> delete(String name) {
    return delegate().delete(allowed("delete", name));
  }

  @Override
  public Optional<Instant> delete(String name, Duration window) {
    return delegate().delete(allowed("delete", name), window);
  }

  @Override
  public void undelete(String name) {
    delegate().undelete(allowed("undelete", name));
  }

  @Override
  public void disable(String name, String versionId) {
    delegate().disable(allowed("disable", name), versionId);
  }

  @Override
  public void enable(String name, String versionId) {
    delegate().enable(allowed("enable", name), versionId);
  }

  @Override
  public <T> SecretWatch<T> watch(String name, WatchOptions options, SecretDecoder<T> decoder) {
    return delegate().watch(allowed("watch", name), options, decoder);
  }

  /** What was encrypted has no name, so a list of names cannot allow it. */
  @Override
  public Optional<SecretKeeper> keeper() {
    return Optional.empty();
  }

  @Override
  public SecretCapabilities capabilities() {
    Set<SecretFeature> features = EnumSet.noneOf(SecretFeature.class);
    features.addAll(delegate().capabilities().features());
    features.remove(SecretFeature.KEEPER);
    features.remove(SecretFeature.KEY_ROTATION);
    return new SecretCapabilities(features, delegate().capabilities().limits());
  }

  /** The native client would lead past the list. */
  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return Optional.empty();
  }

  @Override
  public void close() {
    // A view: the store behind it stays open.
  }
}
