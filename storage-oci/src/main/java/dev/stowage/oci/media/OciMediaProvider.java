package dev.stowage.oci.media;

import dev.stowage.OpenOptions;
import dev.stowage.StorageUrl;
import dev.stowage.media.MediaJobs;
import dev.stowage.spi.MediaDriver;
import dev.stowage.spi.MediaProvider;
import dev.stowage.spi.Stores;
import java.util.Set;

/** Opens {@code oci-media:} services. */
public final class OciMediaProvider implements MediaProvider {
  static final String SCHEME = "oci-media";

  /** For {@link java.util.ServiceLoader}; the static method needs no instance. */
  public OciMediaProvider() {}

  /**
   * Jobs by configuration instead of by URL, for instance with a provider of credentials of the
   * caller's own.
   */
  public static MediaJobs open(OciMediaConfig config, OpenOptions options) {
    return Stores.media(new OciMediaDriver(config, options), options);
  }

  @Override
  public Set<String> schemes() {
    return Set.of(SCHEME);
  }

  @Override
  public MediaDriver open(StorageUrl url, OpenOptions options) {
    return new OciMediaDriver(OciMediaConfig.of(url), options);
  }
}
