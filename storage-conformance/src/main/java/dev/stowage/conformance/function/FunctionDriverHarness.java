package dev.stowage.conformance.function;

import dev.stowage.OpenOptions;
import dev.stowage.StorageUrl;
import dev.stowage.conformance.driver.FaultPlan;
import dev.stowage.conformance.driver.RequestLog;
import dev.stowage.function.FunctionDeployer;
import dev.stowage.spi.FunctionDriver;
import dev.stowage.spi.FunctionProvider;
import dev.stowage.spi.Stores;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;

/**
 * The harness of a service that has no wire, or that cannot be told to go wrong: faults and the log
 * stand between the portable layer and the driver.
 */
public final class FunctionDriverHarness implements FunctionHarness {
  private final String url;
  private final String runtime;
  private final UnaryOperator<FunctionDriver> change;
  private final RequestLog log = new RequestLog();
  private final FaultPlan faults = new FaultPlan(log);

  private FunctionDriverHarness(String url, String runtime, UnaryOperator<FunctionDriver> change) {
    this.url = url;
    this.runtime = runtime;
    this.change = change;
  }

  /** A service, and a runtime that it has. */
  public static FunctionDriverHarness of(String url, String runtime) {
    return new FunctionDriverHarness(url, runtime, driver -> driver);
  }

  /** Puts something between the kit and the driver under test. */
  public FunctionDriverHarness changed(UnaryOperator<FunctionDriver> wrapper) {
    return new FunctionDriverHarness(url, runtime, wrapper);
  }

  @Override
  public FunctionDeployer open(OpenOptions options) {
    StorageUrl parsed = StorageUrl.parse(url);
    FunctionDriver driver =
        ServiceLoader.load(FunctionProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider.schemes().contains(parsed.scheme()))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no function provider for " + parsed.scheme()))
            .open(parsed, options);
    return Stores.functions(new FaultyFunctionDriver(change.apply(driver), faults), options);
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
  public String runtime() {
    return runtime;
  }

  @Override
  public void close() {
    faults.clear();
  }
}
