package dev.stowage.conformance.secret;

import dev.stowage.OpenOptions;
import dev.stowage.StorageUrl;
import dev.stowage.conformance.driver.FaultPlan;
import dev.stowage.conformance.driver.RequestLog;
import dev.stowage.secret.SecretStore;
import dev.stowage.spi.SecretDriver;
import dev.stowage.spi.SecretProvider;
import dev.stowage.spi.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * The harness of a store that has no wire, or whose server cannot be told to go wrong: faults and
 * the log stand between the portable layer and the driver.
 *
 * <pre>{@code
 * public SecretHarness newHarness() {
 *   return SecretDriverHarness.of("mem://a", "mem://b");
 * }
 * }</pre>
 */
public final class SecretDriverHarness implements SecretHarness {
  private final String url;
  private final String otherUrl;
  private final OpenOptions base;
  private final UnaryOperator<SecretDriver> change;
  private final Optional<Class<?>> nativeType;
  private final List<Runnable> closing = new CopyOnWriteArrayList<>();
  private final List<byte[]> passed = Collections.synchronizedList(new ArrayList<>());
  private final RequestLog log = new RequestLog();
  private final FaultPlan faults = new FaultPlan(log);
  private boolean ownClock;

  private SecretDriverHarness(
      String url,
      String otherUrl,
      OpenOptions base,
      UnaryOperator<SecretDriver> change,
      Optional<Class<?>> nativeType) {
    this.url = url;
    this.otherUrl = otherUrl;
    this.base = base;
    this.change = change;
    this.nativeType = nativeType;
  }

  /** Two vaults, with two keys. */
  public static SecretDriverHarness of(String url, String otherUrl) {
    return new SecretDriverHarness(
        url, otherUrl, OpenOptions.defaults(), driver -> driver, Optional.empty());
  }

  /** Opens with these credentials, transport and environment. */
  public SecretDriverHarness with(OpenOptions options) {
    return new SecretDriverHarness(url, otherUrl, options, change, nativeType);
  }

  /** What {@code unwrap} gives. */
  public SecretDriverHarness withNativeType(Class<?> type) {
    return new SecretDriverHarness(url, otherUrl, base, change, Optional.of(type));
  }

  /** Puts something between the kit and the driver under test. */
  public SecretDriverHarness changed(UnaryOperator<SecretDriver> wrapper) {
    return new SecretDriverHarness(url, otherUrl, base, wrapper, nativeType);
  }

  /** Does this when the test is over. The last setting, since copies do not take it along. */
  public SecretDriverHarness onClose(Runnable action) {
    closing.add(action);
    return this;
  }

  /** Says that the service does not go by the clock of the options. Stands last, too. */
  public SecretDriverHarness withOwnClock() {
    ownClock = true;
    return this;
  }

  @Override
  public boolean advanceServiceClock(Duration by) {
    return !ownClock;
  }

  @Override
  public SecretStore open(OpenOptions options) {
    return open(url, options);
  }

  @Override
  public SecretStore openOther(OpenOptions options) {
    return open(otherUrl, options);
  }

  private SecretStore open(String at, OpenOptions options) {
    OpenOptions same = options.withEnvironment(base.environment()).withTransport(base.transport());
    OpenOptions all = base.credentials().map(same::withCredentials).orElse(same);
    StorageUrl parsed = StorageUrl.parse(at);
    SecretDriver driver =
        ServiceLoader.load(SecretProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider.schemes().contains(parsed.scheme()))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no secret provider for " + parsed.scheme()))
            .open(parsed, all);
    return Stores.secrets(new FaultySecretDriver(change.apply(driver), faults, passed), all);
  }

  @Override
  public FaultPlan faults() {
    return faults;
  }

  @Override
  public RequestLog log() {
    return log;
  }

  @Override
  public List<byte[]> passedArrays() {
    synchronized (passed) {
      return List.copyOf(passed);
    }
  }

  @Override
  public Optional<Class<?>> nativeType() {
    return nativeType;
  }

  @Override
  public void close() {
    closing.forEach(Runnable::run);
  }
}
