package dev.stowage.conformance.wire;

import dev.stowage.OpenOptions;
import dev.stowage.blob.BlobStore;
import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.conformance.blob.DriverHarness;
import dev.stowage.conformance.blob.Faults;
import dev.stowage.conformance.blob.RawBlobs;
import dev.stowage.conformance.blob.RequestLog;
import dev.stowage.fakes.FakeServer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A container on a fake, opened by URL. Faults happen between the portable layer and the driver, or
 * with {@link #onTheWire} at the fake.
 */
public final class WireHarness implements BlobHarness {
  private final FakeServer fake;
  private final DriverHarness driver;
  private final Faults faults;
  private final Function<OpenOptions, BlobStore> unauthenticated;
  private final Set<String> secrets;
  private final boolean tellsMissingContainer;

  private WireHarness(
      FakeServer fake,
      DriverHarness driver,
      Faults faults,
      Function<OpenOptions, BlobStore> unauthenticated,
      Set<String> secrets,
      boolean tellsMissingContainer) {
    this.tellsMissingContainer = tellsMissingContainer;
    this.fake = fake;
    this.driver = driver;
    this.faults = faults;
    this.unauthenticated = unauthenticated;
    this.secrets = secrets;
  }

  /** A container that {@code driver} opens on the fake. */
  public static WireHarness of(FakeServer fake, DriverHarness driver) {
    return new WireHarness(
        fake, driver, driver.faults(), driver::openUnauthenticated, Set.of(), true);
  }

  /** Lets faults happen at the fake. */
  public WireHarness onTheWire(WireDialect dialect) {
    Faults wire = new WireFaults(driver.faults(), fake.faults(), dialect);
    return new WireHarness(fake, driver, wire, unauthenticated, secrets, tellsMissingContainer);
  }

  /** Opens the container with credentials that the fake does not know; otherwise that is played. */
  public WireHarness withUnknownCredentials(Function<OpenOptions, BlobStore> opening) {
    return new WireHarness(fake, driver, faults, opening, secrets, tellsMissingContainer);
  }

  /** Texts that must never be printed. */
  public WireHarness withSecrets(Set<String> texts) {
    return new WireHarness(
        fake, driver, faults, unauthenticated, Set.copyOf(texts), tellsMissingContainer);
  }

  /** For a service that says the same of a missing container and of a missing object. */
  public WireHarness thatHidesMissingContainers() {
    return new WireHarness(fake, driver, faults, unauthenticated, secrets, false);
  }

  @Override
  public BlobStore open(OpenOptions options) {
    return driver.open(options);
  }

  @Override
  public String url() {
    return driver.url();
  }

  @Override
  public OpenOptions urlOptions() {
    return driver.urlOptions();
  }

  @Override
  public BlobStore openMissingContainer(OpenOptions options) {
    return driver.openMissingContainer(options);
  }

  @Override
  public boolean tellsMissingContainer() {
    return tellsMissingContainer;
  }

  @Override
  public BlobStore openUnauthenticated(OpenOptions options) {
    return unauthenticated.apply(options);
  }

  @Override
  public BlobStore openDenied(OpenOptions options) {
    return driver.openDenied(options);
  }

  @Override
  public RawBlobs raw() {
    return driver.raw();
  }

  @Override
  public Faults faults() {
    return faults;
  }

  @Override
  public RequestLog log() {
    return driver.log();
  }

  @Override
  public Optional<Class<?>> nativeType() {
    return driver.nativeType();
  }

  @Override
  public Set<String> secrets() {
    return secrets;
  }

  @Override
  public boolean advanceServiceClock(Duration by) {
    fake.clock().advance(by);
    return true;
  }

  @Override
  public void close() {
    fake.faults().clear();
    fake.clock().reset();
    driver.close();
  }
}
