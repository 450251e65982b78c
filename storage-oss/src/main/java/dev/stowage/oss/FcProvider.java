package dev.stowage.oss;

import dev.stowage.OpenOptions;
import dev.stowage.StorageUrl;
import dev.stowage.http.HttpTransport;
import dev.stowage.spi.FunctionDriver;
import dev.stowage.spi.FunctionProvider;
import java.util.Set;

/** Opens Function Compute: {@code alibaba-fc://1234567890?region=cn-hangzhou}. */
public final class FcProvider implements FunctionProvider {
  /** For {@link java.util.ServiceLoader}. */
  public FcProvider() {}

  @Override
  public Set<String> schemes() {
    return Set.of("alibaba-fc");
  }

  @Override
  public FunctionDriver open(StorageUrl url, OpenOptions options) {
    OssConfig given = OssConfig.of(url, "fc-endpoint", "staging", "keep-staged").withBucket("");
    OssConfig oss = OssRegion.fill(given, options);
    FcConfig config = FcConfig.of(url, oss);
    DirectWire wire = OssProvider.direct(oss, options);
    FcService service =
        new FcService(
            new AcsClient(
                HttpTransport.create(options.transport()),
                config.endpoint(),
                FcService.VERSION,
                wire.credentials()));
    FcCode code =
        new FcCode(
            config,
            new OssApi(wire, new OssRequests(oss), ""),
            () -> OssProvider.open(oss.withBucket(config.stagingBucket()), options),
            HttpTransport.create(options.transport()));
    return new FcDriver(config, service, code);
  }
}
