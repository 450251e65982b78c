package dev.stowage.conformance.blob;

import dev.stowage.OpenOptions;
import dev.stowage.StorageUrl;
import dev.stowage.blob.BlobStore;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.BlobProvider;
import dev.stowage.spi.Stores;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * The harness of a store that has no wire, or whose server cannot be told to go wrong: faults and
 * the log stand between the portable layer and the driver. Everything is opened by URL.
 *
 * <pre>{@code
 * public BlobHarness newHarness() {
 *   Path directory = Files.createTempDirectory("kit");
 *   return DriverHarness.of(directory.toUri().toString()).onClose(() -> deleteTree(directory));
 * }
 * }</pre>
 */
public final class DriverHarness implements BlobHarness {
  private final String url;
  private final OpenOptions base;
  private final UnaryOperator<BlobDriver> change;
  private final Optional<String> missingUrl;
  private final Optional<Class<?>> nativeType;
  private final List<AutoCloseable> closing = new CopyOnWriteArrayList<>();
  private final FaultPlan faults = new FaultPlan();
  private final RequestLog log = new RequestLog();

  private DriverHarness(
      String url,
      OpenOptions base,
      UnaryOperator<BlobDriver> change,
      Optional<String> missingUrl,
      Optional<Class<?>> nativeType) {
    this.url = url;
    this.base = base;
    this.change = change;
    this.missingUrl = missingUrl;
    this.nativeType = nativeType;
  }

  /** A container that exists, or comes into being when it is opened, and is empty. */
  public static DriverHarness of(String url) {
    return new DriverHarness(
        url, OpenOptions.defaults(), driver -> driver, Optional.empty(), Optional.empty());
  }

  /** Opens with these options: credentials, transport, environment. */
  public DriverHarness with(OpenOptions options) {
    return new DriverHarness(url, options, change, missingUrl, nativeType);
  }

  /** A container that does not exist; without it one is played. */
  public DriverHarness withMissing(String missing) {
    return new DriverHarness(url, base, change, Optional.of(missing), nativeType);
  }

  /** What {@code unwrap} gives. */
  public DriverHarness withNativeType(Class<?> type) {
    return new DriverHarness(url, base, change, missingUrl, Optional.of(type));
  }

  /** Puts something between the kit and the driver under test. */
  public DriverHarness changed(UnaryOperator<BlobDriver> wrapper) {
    return new DriverHarness(url, base, wrapper, missingUrl, nativeType);
  }

  /** Does this when the test is over. The last setting, since copies do not take it along. */
  public DriverHarness onClose(AutoCloseable action) {
    closing.add(action);
    return this;
  }

  @Override
  public BlobStore open(OpenOptions options) {
    return open(url, options, faults);
  }

  private BlobStore open(String at, OpenOptions options, FaultPlan plan) {
    OpenOptions all = merged(options);
    BlobProvider.OpenedBlobs opened = opened(at, all);
    BlobStore store =
        Stores.blobs(new FaultyBlobDriver(change.apply(opened.driver()), plan, log), all);
    return opened.path().isEmpty() ? store : new ViewStore(store, store.within(opened.path()));
  }

  private OpenOptions merged(OpenOptions options) {
    OpenOptions all = options.withEnvironment(base.environment()).withTransport(base.transport());
    return base.credentials().map(all::withCredentials).orElse(all);
  }

  /** A driver of its own; the path is a prefix that ends with a slash, as for a store. */
  static BlobProvider.OpenedBlobs opened(String at, OpenOptions options) {
    StorageUrl parsed = StorageUrl.parse(at);
    BlobProvider.OpenedBlobs opened = provider(parsed).open(parsed, options);
    String path = opened.path();
    return path.isEmpty() || path.endsWith("/")
        ? opened
        : new BlobProvider.OpenedBlobs(opened.driver(), path + "/");
  }

  private static BlobProvider provider(StorageUrl parsed) {
    return ServiceLoader.load(BlobProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.schemes().contains(parsed.scheme()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no provider is installed for " + parsed.scheme()));
  }

  @Override
  public String url() {
    return url;
  }

  @Override
  public OpenOptions urlOptions() {
    return base;
  }

  @Override
  public BlobStore openMissingContainer(OpenOptions options) {
    return missingUrl.isPresent()
        ? open(missingUrl.get(), options, faults)
        : open(url, options, always(Fault.NO_CONTAINER));
  }

  @Override
  public BlobStore openUnauthenticated(OpenOptions options) {
    return open(url, options, always(Fault.UNAUTHENTICATED));
  }

  @Override
  public BlobStore openDenied(OpenOptions options) {
    return open(url, options, always(Fault.DENIED));
  }

  private static FaultPlan always(Fault fault) {
    FaultPlan plan = new FaultPlan();
    plan.always(fault, Operation.values());
    return plan;
  }

  @Override
  public RawBlobs raw() {
    return new RawDriver(() -> opened(url, base));
  }

  @Override
  public Faults faults() {
    return faults;
  }

  @Override
  public RequestLog log() {
    return log;
  }

  @Override
  public Optional<Class<?>> nativeType() {
    return nativeType;
  }

  @Override
  public void close() {
    RawBlobs raw = raw();
    raw.keys().forEach(raw::delete);
    for (AutoCloseable action : closing) {
      try {
        action.close();
      } catch (Exception e) {
        throw new AssertionError("cleaning up failed", e);
      }
    }
  }
}
