package dev.stowage.portable;

import dev.stowage.OpenOptions;
import dev.stowage.StorageUrl;
import dev.stowage.function.FunctionDeployer;
import dev.stowage.spi.FunctionDriver;
import dev.stowage.spi.FunctionProvider;

/** Opens function services: the bridge from the interfaces that users see to this layer. */
public final class FunctionOpening {
  private FunctionOpening() {}

  public static FunctionDeployer deployer(String url, OpenOptions options) {
    StorageUrl parsed = StorageUrl.parse(url);
    return over(
        Providers.find(FunctionProvider.class, "function", parsed).open(parsed, options), options);
  }

  public static FunctionDeployer over(FunctionDriver driver, OpenOptions options) {
    return new PortableFunctionDeployer(driver, options);
  }
}
