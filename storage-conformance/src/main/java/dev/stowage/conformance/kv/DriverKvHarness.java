package dev.stowage.conformance.kv;

import dev.stowage.OpenOptions;
import dev.stowage.StorageUrl;
import dev.stowage.kv.KvStore;
import dev.stowage.spi.KvDriver;
import dev.stowage.spi.KvProvider;
import dev.stowage.spi.Stores;
import java.time.Instant;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A harness over two URLs: of a table that is new and empty, and of one that does not exist. Faults
 * are injected between the portable layer and the driver.
 */
public class DriverKvHarness implements KvHarness {
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  private final String url;
  private final String missingUrl;
  private final Class<?> nativeType;
  private final ManualPacer pacer;
  private final FaultSwitches switches = new FaultSwitches();
  private final List<KvStore> opened = new CopyOnWriteArrayList<>();
  private UnaryOperator<KvDriver> wrapper = UnaryOperator.identity();
  private @Nullable KvStore main;

  /**
   * @param nativeType what the store unwraps to
   */
  public DriverKvHarness(String url, String missingUrl, Class<?> nativeType) {
    this.url = url;
    this.missingUrl = missingUrl;
    this.nativeType = nativeType;
    this.pacer = new ManualPacer(START);
  }

  /** Puts something between the kit and every driver; for tests of the kit itself. */
  public void wrapDrivers(UnaryOperator<KvDriver> value) {
    wrapper = value;
  }

  @Override
  public KvStore store() {
    if (main == null) {
      main = store(options());
    }
    return main;
  }

  @Override
  public KvStore store(OpenOptions options) {
    return over(new FaultyKvDriver(driver(url, options), switches), options);
  }

  @Override
  public KvStore other() {
    return over(driver(url, options()), options());
  }

  @Override
  public KvStore missing() {
    return over(driver(missingUrl, options()), options());
  }

  @Override
  public String url() {
    return url;
  }

  @Override
  public OpenOptions options() {
    return OpenOptions.defaults().withPacer(pacer);
  }

  @Override
  public ManualPacer pacer() {
    return pacer;
  }

  @Override
  public KvFaults faults() {
    return switches;
  }

  @Override
  public List<String> requests() {
    return switches.requests();
  }

  @Override
  public boolean keepsWriteIds() {
    try (KvDriver driver = driver(url, options())) {
      return driver.keepsWriteIds();
    }
  }

  @Override
  public Class<?> nativeType() {
    return nativeType;
  }

  @Override
  public void close() {
    opened.forEach(KvStore::close);
  }

  private KvStore over(KvDriver driver, OpenOptions options) {
    KvStore store = Stores.rows(driver, options);
    opened.add(store);
    return store;
  }

  private KvDriver driver(String at, OpenOptions options) {
    StorageUrl parsed = StorageUrl.parse(at);
    for (KvProvider provider : ServiceLoader.load(KvProvider.class)) {
      if (provider.schemes().contains(parsed.scheme())) {
        return wrapper.apply(provider.open(parsed, options));
      }
    }
    throw new AssertionError("no kv provider for " + parsed.scheme());
  }
}
