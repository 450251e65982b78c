package dev.stowage.conformance.secret;

import dev.stowage.secret.SecretCapabilities;
import dev.stowage.secret.SecretSelector;
import dev.stowage.secret.SecretVersion;
import dev.stowage.secret.SecretWrite;
import dev.stowage.spi.BlobDriver.Page;
import dev.stowage.spi.Failure;
import dev.stowage.spi.SecretDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

class ForwardingSecretDriver implements SecretDriver {
  final SecretDriver driver;

  ForwardingSecretDriver(SecretDriver driver) {
    this.driver = driver;
  }

  @Override
  public String scheme() {
    return driver.scheme();
  }

  @Override
  public String container() {
    return driver.container();
  }

  @Override
  public SecretCapabilities capabilities() {
    return driver.capabilities();
  }

  @Override
  public Failure classify(Throwable thrown) {
    return driver.classify(thrown);
  }

  @Override
  public Optional<String> nameProblem(String name) {
    return driver.nameProblem(name);
  }

  @Override
  public boolean knowsTokens() {
    return driver.knowsTokens();
  }

  @Override
  public Content get(String name, SecretSelector selector) throws Exception {
    return driver.get(name, selector);
  }

  @Override
  public SecretVersion create(String name, byte[] value, SecretWrite how, String token)
      throws Exception {
    return driver.create(name, value, how, token);
  }

  @Override
  public SecretVersion addVersion(String name, byte[] value, SecretWrite how, String token)
      throws Exception {
    return driver.addVersion(name, value, how, token);
  }

  @Override
  public void promote(String name, String versionId) throws Exception {
    driver.promote(name, versionId);
  }

  @Override
  public Page<SecretVersion> versions(String name, @Nullable String cursor) throws Exception {
    return driver.versions(name, cursor);
  }

  @Override
  public Page<String> list(String prefix, @Nullable String cursor) throws Exception {
    return driver.list(prefix, cursor);
  }

  @Override
  public Optional<Instant> delete(String name, @Nullable Duration window) throws Exception {
    return driver.delete(name, window);
  }

  @Override
  public void undelete(String name) throws Exception {
    driver.undelete(name);
  }

  @Override
  public void setEnabled(String name, String versionId, boolean enabled) throws Exception {
    driver.setEnabled(name, versionId, enabled);
  }

  @Override
  public Optional<Keeper> keeper() {
    return driver.keeper();
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return driver.unwrap(type);
  }

  @Override
  public void close() {
    driver.close();
  }
}
