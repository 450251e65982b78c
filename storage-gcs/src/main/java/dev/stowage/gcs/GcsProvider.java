package dev.stowage.gcs;

import com.google.cloud.http.HttpTransportOptions;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.blob.BlobStore;
import dev.stowage.http.HttpTransport;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.BlobProvider;
import dev.stowage.spi.BlobServiceDriver;
import dev.stowage.spi.Stores;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens {@code gs:} stores. */
public final class GcsProvider implements BlobProvider {
  /** Names the endpoint of an emulator, as Google's own clients read it. */
  static final String EMULATOR = "STORAGE_EMULATOR_HOST";

  /** For {@link java.util.ServiceLoader}; the static methods need no instance. */
  public GcsProvider() {}

  /**
   * A store over the caller's own client: with its credentials, host, project and transport.
   * Closing the store does not close the client.
   *
   * @throws StorageException INVALID_ARGUMENT for a client of gRPC
   */
  public static BlobStore open(Storage client, String bucket) {
    return open(client, GcsConfig.builder(bucket).build(), OpenOptions.defaults());
  }

  /** The same with more said; endpoint, project and credentials are the client's. */
  public static BlobStore open(Storage client, GcsConfig given, OpenOptions options) {
    StorageOptions settings = client.getOptions();
    if (!(settings.getTransportOptions() instanceof HttpTransportOptions http)) {
      throw StorageException.invalidArgument(
          "the client speaks gRPC; make it with StorageOptions.http()");
    }
    URI host = URI.create(settings.getHost());
    GcsConfig config = given.withEndpoint(host);
    HttpTransport transport =
        new StowageOverGoogle(
            http.getHttpTransportFactory().create(),
            http.getConnectTimeout(),
            http.getReadTimeout());
    GcsTokenSource tokens =
        GcsCredentials.of(settings.getScopedCredentials(), settings.getProjectId(), transport);
    GcsEndpoint endpoint = new GcsEndpoint(host);
    GcsWire wire = new GcsWire(transport, endpoint, tokens, config.userProject().orElse(null));
    BlobDriver driver =
        new GcsDriver(
            config,
            wire,
            new GcsClients(client, config, endpoint, transport),
            new GcsSigner(config.bucket(), endpoint, tokens, options.pacer()));
    return Stores.blobs(driver, options);
  }

  /** A store by configuration instead of by URL. */
  public static BlobStore open(GcsConfig config, OpenOptions options) {
    return Stores.blobs(driver(config, options), options);
  }

  @Override
  public Set<String> schemes() {
    return Set.of("gs");
  }

  @Override
  public OpenedBlobs open(StorageUrl url, OpenOptions options) {
    if (url.container().isEmpty()) {
      throw StorageException.invalidArgument("the URL names no bucket; write gs://bucket/prefix");
    }
    return new OpenedBlobs(driver(GcsConfig.of(url), options), url.path());
  }

  @Override
  public Optional<BlobServiceDriver> openService(StorageUrl url, OpenOptions options) {
    GcsConfig config = located(GcsConfig.of(url).withBucket(""), options);
    HttpTransport transport = HttpTransport.create(options.transport());
    try {
      GcsTokenSource tokens = GcsCredentials.of(config, options, transport);
      return Optional.of(
          new GcsServiceDriver(
              config,
              new GcsWire(transport, endpoint(config), tokens, config.userProject().orElse(null)),
              transport::close,
              bucket -> driver(config.withBucket(bucket), options)));
    } catch (RuntimeException e) {
      transport.close();
      throw e;
    }
  }

  private static GcsEndpoint endpoint(GcsConfig config) {
    return new GcsEndpoint(config.endpoint().orElse(URI.create(GcsEndpoint.GOOGLE)));
  }

  /** At the emulator that the environment names, unless an endpoint was given. */
  private static GcsConfig located(GcsConfig given, OpenOptions options) {
    @Nullable String emulator = options.environment().get(EMULATOR);
    if (given.endpoint().isPresent() || emulator == null || emulator.isEmpty()) {
      return given;
    }
    try {
      return given.withEndpoint(
          URI.create(emulator.contains("://") ? emulator : "http://" + emulator));
    } catch (IllegalArgumentException e) {
      throw StorageException.invalidArgument(EMULATOR + " is not a URI");
    }
  }

  private static GcsDriver driver(GcsConfig given, OpenOptions options) {
    GcsConfig config = located(given, options);
    HttpTransport transport = HttpTransport.create(options.transport());
    try {
      GcsEndpoint endpoint = endpoint(config);
      GcsTokenSource tokens = GcsCredentials.of(config, options, transport);
      return new GcsDriver(
          config,
          new GcsWire(transport, endpoint, tokens, config.userProject().orElse(null)),
          new GcsClients(config, endpoint, tokens, transport),
          new GcsSigner(config.bucket(), endpoint, tokens, options.pacer()));
    } catch (RuntimeException e) {
      transport.close();
      throw e;
    }
  }
}
