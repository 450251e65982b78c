package dev.stowage.conformance.secret;

import dev.stowage.conformance.driver.FaultPlan;
import dev.stowage.conformance.driver.InjectedFailure;
import dev.stowage.secret.SecretCapabilities;
import dev.stowage.secret.SecretSelector;
import dev.stowage.secret.SecretVersion;
import dev.stowage.secret.SecretWrite;
import dev.stowage.spi.BlobDriver.Page;
import dev.stowage.spi.Failure;
import dev.stowage.spi.SecretDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Goes between the portable layer and a driver: logs, goes wrong, remembers arrays. */
final class FaultySecretDriver implements SecretDriver {
  private final SecretDriver driver;
  private final FaultPlan plan;
  private final List<byte[]> passed;

  FaultySecretDriver(SecretDriver driver, FaultPlan plan, List<byte[]> passed) {
    this.driver = driver;
    this.plan = plan;
    this.passed = passed;
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
    return InjectedFailure.classify(thrown, driver::classify);
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
    Content content = plan.run("get", name, () -> driver.get(name, selector));
    passed.add(content.value());
    return content;
  }

  @Override
  public SecretVersion create(String name, byte[] value, SecretWrite how, String token)
      throws Exception {
    passed.add(value);
    return plan.run("create", name, () -> driver.create(name, value, how, token));
  }

  @Override
  public SecretVersion addVersion(String name, byte[] value, SecretWrite how, String token)
      throws Exception {
    passed.add(value);
    return plan.run("addVersion", name, () -> driver.addVersion(name, value, how, token));
  }

  @Override
  public void promote(String name, String versionId) throws Exception {
    plan.perform("promote", name, () -> driver.promote(name, versionId));
  }

  @Override
  public Page<SecretVersion> versions(String name, @Nullable String cursor) throws Exception {
    return plan.run("versions", name, () -> driver.versions(name, cursor));
  }

  @Override
  public Page<String> list(String prefix, @Nullable String cursor) throws Exception {
    return plan.run("list", prefix, () -> driver.list(prefix, cursor));
  }

  @Override
  public Optional<Instant> delete(String name, @Nullable Duration window) throws Exception {
    return plan.run("delete", name, () -> driver.delete(name, window));
  }

  @Override
  public void undelete(String name) throws Exception {
    plan.perform("undelete", name, () -> driver.undelete(name));
  }

  @Override
  public void setEnabled(String name, String versionId, boolean enabled) throws Exception {
    plan.perform("setEnabled", name, () -> driver.setEnabled(name, versionId, enabled));
  }

  @Override
  public Optional<Keeper> keeper() {
    return driver.keeper().map(keeper -> new FaultyKeeper(keeper, plan));
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return driver.unwrap(type);
  }

  @Override
  public void close() {
    driver.close();
  }

  private record FaultyKeeper(Keeper keeper, FaultPlan plan) implements Keeper {
    @Override
    public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws Exception {
      return plan.run("encrypt", "", () -> keeper.encrypt(plaintext, associatedData));
    }

    @Override
    public byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws Exception {
      return plan.run("decrypt", "", () -> keeper.decrypt(ciphertext, associatedData));
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
      return plan.run("rotate", "", keeper::rotate);
    }
  }
}
