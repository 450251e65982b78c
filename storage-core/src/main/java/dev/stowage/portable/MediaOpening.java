package dev.stowage.portable;

import dev.stowage.OpenOptions;
import dev.stowage.StorageUrl;
import dev.stowage.media.MediaJobs;
import dev.stowage.spi.MediaDriver;
import dev.stowage.spi.MediaProvider;

/** Opens media services: the bridge from the interfaces that users see to this layer. */
public final class MediaOpening {
  private MediaOpening() {}

  public static MediaJobs jobs(String url, OpenOptions options) {
    StorageUrl parsed = StorageUrl.parse(url);
    return over(
        Providers.find(MediaProvider.class, "media", parsed).open(parsed, options), options);
  }

  public static MediaJobs over(MediaDriver driver, OpenOptions options) {
    return new PortableMediaJobs(driver, options);
  }
}
