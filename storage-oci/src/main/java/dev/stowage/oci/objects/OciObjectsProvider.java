package dev.stowage.oci.objects;

import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.blob.BlobStore;
import dev.stowage.oci.OciService;
import dev.stowage.oci.OciWire;
import dev.stowage.spi.BlobProvider;
import dev.stowage.spi.BlobServiceDriver;
import dev.stowage.spi.Stores;
import java.util.Optional;
import java.util.Set;

/** Opens {@code oci:} stores. */
public final class OciObjectsProvider implements BlobProvider {
  /** For {@link java.util.ServiceLoader}; the static method needs no instance. */
  public OciObjectsProvider() {}

  /**
   * A store by configuration instead of by URL, for instance with a provider of credentials of the
   * caller's own.
   */
  public static BlobStore open(OciObjectsConfig config, OpenOptions options) {
    return Stores.blobs(driver(config, options), options);
  }

  @Override
  public Set<String> schemes() {
    return Set.of("oci");
  }

  @Override
  public OpenedBlobs open(StorageUrl url, OpenOptions options) {
    OciObjectsConfig config = OciObjectsConfig.of(url);
    if (config.bucket().isEmpty()) {
      throw StorageException.invalidArgument(
          "the URL names no bucket; write oci://bucket@namespace/prefix");
    }
    return new OpenedBlobs(driver(config, options), url.path());
  }

  @Override
  public Optional<BlobServiceDriver> openService(StorageUrl url, OpenOptions options) {
    OciObjectsConfig config = OciObjectsConfig.of(url).withBucket("");
    OciWire wire = OciWire.open(OciService.OBJECT_STORAGE, config.connection(), options);
    return Optional.of(
        new OciBucketService(
            new BucketPaths(config, wire), config, bucket -> driver(bucket, options)));
  }

  private static OciBlobDriver driver(OciObjectsConfig config, OpenOptions options) {
    return new OciBlobDriver(
        config, OciWire.open(OciService.OBJECT_STORAGE, config.connection(), options));
  }
}
