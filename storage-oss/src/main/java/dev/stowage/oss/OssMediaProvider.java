package dev.stowage.oss;

import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.http.HttpTransport;
import dev.stowage.spi.MediaDriver;
import dev.stowage.spi.MediaProvider;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Opens {@code oss-media:} services: {@code oss-media://bucket?region=cn-hangzhou}. */
public final class OssMediaProvider implements MediaProvider {
  /** For {@link java.util.ServiceLoader}. */
  public OssMediaProvider() {}

  @Override
  public Set<String> schemes() {
    return Set.of("oss-media");
  }

  @Override
  public MediaDriver open(StorageUrl url, OpenOptions options) {
    if (url.container().isEmpty() || !url.path().isEmpty()) {
      throw StorageException.invalidArgument(
          "the URL names a bucket and nothing else: oss-media://bucket");
    }
    OssConfig config =
        OssRegion.fill(OssConfig.of(url, "status", "imm-endpoint", "imm-project"), options);
    String status = url.choice("status", "auto", "auto", "imm", "object");
    DirectWire wire = OssProvider.direct(config, options);
    URI imm =
        url.param("imm-endpoint")
            .map(endpoint -> OssConfig.uri("imm-endpoint", endpoint))
            .orElseGet(
                () -> URI.create("https://imm." + config.region().orElseThrow() + ".aliyuncs.com"));
    ImmTasks tasks =
        new ImmTasks(
            new AcsClient(
                HttpTransport.create(options.transport()),
                imm,
                ImmTasks.VERSION,
                wire.credentials()),
            url.param("imm-project").orElse(null));
    return new OssMediaDriver(
        config,
        new OssApi(wire, new OssRequests(config), config.bucket()),
        tasks,
        OssMediaDriver.Status.valueOf(status.toUpperCase(Locale.ROOT)));
  }
}
