package dev.stowage.oss;

import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** In which region requests are, when the URL does not say. */
final class OssRegion {
  private static final Pattern OWN_HOST =
      Pattern.compile(
          "(?:[a-z0-9-]+\\.)?oss-([a-z]{2}-[a-z0-9-]+?)(?:-internal)?\\.aliyuncs\\.com");

  private OssRegion() {}

  /** That of the URL, of its endpoint, of the environment, or of the profile. */
  static OssConfig fill(OssConfig config, OpenOptions options) {
    if (config.region().isPresent()) {
      return config;
    }
    Matcher own = OWN_HOST.matcher(config.endpoint().map(URI::getHost).orElse(""));
    if (own.matches()) {
      return config.withRegion(own.group(1));
    }
    for (String name : List.of("OSS_REGION", "ALIBABA_CLOUD_REGION_ID", "FC_REGION")) {
      String region = options.environment().getOrDefault(name, "");
      if (!region.isEmpty()) {
        return config.withRegion(region);
      }
    }
    return OssProfiles.region(config, options.environment())
        .map(config::withRegion)
        .orElseThrow(
            () ->
                StorageException.invalidArgument(
                    "the region is not known, and signatures name it; write"
                        + " region=cn-hangzhou or the like, or set OSS_REGION"));
  }
}
