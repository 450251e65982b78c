package dev.stowage.oss;

import com.aliyun.sdk.service.oss2.OSSClient;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.blob.BlobStore;
import dev.stowage.http.HttpTransport;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.BlobProvider;
import dev.stowage.spi.BlobServiceDriver;
import dev.stowage.spi.Stores;
import java.util.Optional;
import java.util.Set;

/** Opens {@code oss:} stores. */
public final class OssProvider implements BlobProvider {
  /** For {@link java.util.ServiceLoader}; the static methods need no instance. */
  public OssProvider() {}

  /**
   * A store over the caller's own client, with all of its settings; closing the store does not
   * close the client. Switch the client's retries off: this library does its own. URLs cannot be
   * signed, since the client does not give its credentials away.
   */
  public static BlobStore open(OSSClient client, String bucket) {
    return open(client, OssConfig.builder(bucket).build(), OpenOptions.defaults());
  }

  /**
   * The same with more said about the bucket; endpoint, region and credentials are the client's.
   */
  public static BlobStore open(OSSClient client, OssConfig config, OpenOptions options) {
    return Stores.blobs(new OssDriver(config, new SdkWire(client, () -> {}), null), options);
  }

  /** A store by configuration instead of by URL. */
  public static BlobStore open(OssConfig config, OpenOptions options) {
    return Stores.blobs(driver(config, options), options);
  }

  @Override
  public Set<String> schemes() {
    return Set.of("oss");
  }

  @Override
  public OpenedBlobs open(StorageUrl url, OpenOptions options) {
    if (url.container().isEmpty()) {
      throw StorageException.invalidArgument("the URL names no bucket; write oss://bucket/prefix");
    }
    return new OpenedBlobs(driver(OssConfig.of(url), options), url.path());
  }

  @Override
  public Optional<BlobServiceDriver> openService(StorageUrl url, OpenOptions options) {
    OssConfig config = OssRegion.fill(OssConfig.of(url).withBucket(""), options);
    OssWire wire = wire(config, direct(config, options));
    return Optional.of(
        new OssService(
            new OssApi(wire, new OssRequests(config), ""),
            bucket -> driver(config.withBucket(bucket), options)));
  }

  static DirectWire direct(OssConfig config, OpenOptions options) {
    HttpTransport transport = HttpTransport.create(options.transport());
    return new DirectWire(transport, config, OssCredentials.of(config, options));
  }

  private static OssWire wire(OssConfig config, DirectWire direct) {
    if (!config.sdkTransport()) {
      return direct;
    }
    OSSClient client = direct.unwrap(OSSClient.class);
    return new SdkWire(java.util.Objects.requireNonNull(client), direct::close);
  }

  private static BlobDriver driver(OssConfig given, OpenOptions options) {
    OssConfig config = OssRegion.fill(given, options);
    DirectWire direct = direct(config, options);
    return new OssDriver(config, wire(config, direct), new OssUrlSigner(config, direct));
  }
}
