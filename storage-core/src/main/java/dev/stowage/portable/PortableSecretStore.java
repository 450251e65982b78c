package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.secret.CacheOptions;
import dev.stowage.secret.SecretCache;
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
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.SecretDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Secrets over any driver. */
final class PortableSecretStore implements SecretStore {
  private final SecretDriver driver;
  private final Calls calls;
  private final SecretArguments check;

  PortableSecretStore(SecretDriver driver, OpenOptions options) {
    this.driver = driver;
    this.calls =
        new Calls("secret", driver.scheme(), driver.container(), driver::classify, options);
    this.check = new SecretArguments(driver, calls);
  }

  @Override
  public SecretValue get(String name, SecretSelector selector) {
    Call call = Call.idempotent("get", name);
    check.name(call, name);
    check.selector(call, selector);
    SecretDriver.Content content = calls.run(call, n -> driver.get(name, selector));
    return SecretValue.adopt(content.value(), content.version());
  }

  @Override
  public SecretVersion create(String name, SecretValue value) {
    Call call = write("create", name);
    check.name(call, name);
    check.value(call, value);
    byte[] bytes = value.bytes();
    try {
      String token = UUID.randomUUID().toString();
      return calls.run(call, n -> driver.create(name, bytes, SecretWrite.defaults(), token));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  @Override
  public SecretVersion put(String name, SecretValue value, SecretWrite how) {
    Call call = write("put", name);
    check.name(call, name);
    check.write(call, how);
    check.value(call, value);
    byte[] bytes = value.bytes();
    try {
      String token = UUID.randomUUID().toString();
      return calls.run(call, n -> addOrCreate(name, bytes, how, token));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /**
   * Most writes are of secrets that exist, so the version comes first. A secret that can neither be
   * added to nor created waits for its deletion, or was made and removed meanwhile.
   */
  private SecretVersion addOrCreate(String name, byte[] bytes, SecretWrite how, String token)
      throws Exception {
    try {
      return driver.addVersion(name, bytes, how, token);
    } catch (Exception e) {
      rethrowUnless(e, ErrorCode.NOT_FOUND);
    }
    Exception exists;
    try {
      return driver.create(name, bytes, how, token);
    } catch (Exception e) {
      rethrowUnless(e, ErrorCode.ALREADY_EXISTS);
      exists = e;
    }
    try {
      return driver.addVersion(name, bytes, how, token);
    } catch (Exception e) {
      rethrowUnless(e, ErrorCode.NOT_FOUND);
      throw exists;
    }
  }

  private void rethrowUnless(Exception e, ErrorCode expected) throws Exception {
    if (calls.meaningOf(e).code() != expected) {
      throw e;
    }
  }

  /** Without a token at the service a write whose answer was lost must not be done again. */
  private Call write(String operation, String name) {
    return driver.knowsTokens() ? Call.idempotent(operation, name) : Call.once(operation, name);
  }

  @Override
  public void promote(String name, String versionId) {
    Call call = Call.idempotent("promote", name);
    check.name(call, name);
    check.versionId(call, versionId);
    check.feature(call, SecretFeature.PENDING_VERSIONS, "promote a version");
    perform(call, () -> driver.promote(name, versionId));
  }

  @Override
  public List<SecretVersion> versions(String name) {
    Call call = Call.idempotent("versions", name);
    check.name(call, name);
    check.feature(call, SecretFeature.VERSIONS, "list versions");
    List<SecretVersion> all;
    try (Stream<SecretVersion> pages =
        PageStream.of(cursor -> slice(calls.run(call, n -> driver.versions(name, cursor))))) {
      all = pages.toList();
    }
    if (all.stream().anyMatch(version -> version.created().isEmpty())) {
      return all;
    }
    Comparator<SecretVersion> byAge = Comparator.comparing(v -> v.created().orElseThrow());
    return all.stream().sorted(byAge.reversed()).toList();
  }

  @Override
  public Stream<String> list(String prefix) {
    Call call = Call.idempotent("list", prefix.isEmpty() ? null : prefix);
    calls.checkOpen(call);
    return PageStream.of(cursor -> slice(calls.run(call, n -> driver.list(prefix, cursor))))
        .filter(name -> name.startsWith(prefix));
  }

  private static <T> PageStream.Slice<T> slice(BlobDriver.Page<T> page) {
    return new PageStream.Slice<>(page.items(), page.cursor());
  }

  @Override
  public Optional<Instant> delete(String name) {
    Call call = Call.idempotent("delete", name);
    check.name(call, name);
    return delete(call, name, null);
  }

  @Override
  public Optional<Instant> delete(String name, Duration window) {
    Call call = Call.idempotent("delete", name);
    check.name(call, name);
    check.window(call, window);
    return delete(call, name, window);
  }

  private Optional<Instant> delete(Call call, String name, @Nullable Duration window) {
    try {
      return calls.run(call, n -> driver.delete(name, window));
    } catch (StorageException e) {
      if (e.code() == ErrorCode.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public void undelete(String name) {
    Call call = Call.idempotent("undelete", name);
    check.name(call, name);
    check.feature(call, SecretFeature.UNDELETE, "bring back a deleted secret");
    perform(call, () -> driver.undelete(name));
  }

  @Override
  public void disable(String name, String versionId) {
    setEnabled("disable", name, versionId, false);
  }

  @Override
  public void enable(String name, String versionId) {
    setEnabled("enable", name, versionId, true);
  }

  private void setEnabled(String operation, String name, String versionId, boolean enabled) {
    Call call = Call.idempotent(operation, name);
    check.name(call, name);
    check.versionId(call, versionId);
    check.feature(call, SecretFeature.DISABLE_VERSIONS, "disable a version");
    perform(call, () -> driver.setEnabled(name, versionId, enabled));
  }

  private void perform(Call call, Action action) {
    calls.run(
        call,
        n -> {
          action.run();
          return true;
        });
  }

  @FunctionalInterface
  private interface Action {
    void run() throws Exception;
  }

  @Override
  public SecretCache cached(CacheOptions options) {
    return SecretOpening.cached(this, options, calls.pacer());
  }

  @Override
  public SecretStore restrictedTo(Predicate<String> allowed) {
    return SecretOpening.restricted(this, allowed, calls.pacer());
  }

  @Override
  public <T> SecretWatch<T> watch(String name, WatchOptions options, SecretDecoder<T> decoder) {
    Call call = Call.idempotent("watch", name);
    check.name(call, name);
    check.selector(call, options.selector());
    return SecretOpening.watch(this, name, options, decoder, calls.pacer());
  }

  @Override
  public Optional<SecretKeeper> keeper() {
    return driver.keeper().map(keeper -> new PortableKeeper(keeper, calls, check));
  }

  @Override
  public SecretCapabilities capabilities() {
    return driver.capabilities();
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return Optional.ofNullable(driver.unwrap(type));
  }

  @Override
  public void close() {
    if (calls.close()) {
      driver.close();
    }
  }

  @Override
  public String toString() {
    return "SecretStore[" + driver.scheme() + "://" + driver.container() + "]";
  }
}
