package dev.stowage.s3;

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
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.services.s3.S3Client;

/** Opens {@code s3:} stores. */
public final class S3Provider implements BlobProvider {
  private static final String ELSEWHERE = "us-east-1";

  /** For {@link java.util.ServiceLoader}; the static methods need no instance. */
  public S3Provider() {}

  /**
   * A store over the caller's own client, with all of its settings; closing the store does not
   * close the client. Switch the client's retries off: this library does its own.
   */
  public static BlobStore open(S3Client client, String bucket) {
    return open(client, S3Config.builder(bucket).build(), OpenOptions.defaults());
  }

  /**
   * The same with more said about the service; endpoint, region and credentials are the client's.
   */
  public static BlobStore open(S3Client client, S3Config config, OpenOptions options) {
    return Stores.blobs(S3Clients.driver(client, config), options);
  }

  /** A store by configuration instead of by URL. */
  public static BlobStore open(S3Config config, OpenOptions options) {
    return Stores.blobs(driver(config, options), options);
  }

  @Override
  public Set<String> schemes() {
    return Set.of("s3");
  }

  @Override
  public OpenedBlobs open(StorageUrl url, OpenOptions options) {
    if (url.container().isEmpty()) {
      throw StorageException.invalidArgument("the URL names no bucket; write s3://bucket/prefix");
    }
    return new OpenedBlobs(driver(S3Config.of(url), options), url.path());
  }

  @Override
  public Optional<BlobServiceDriver> openService(StorageUrl url, OpenOptions options) {
    S3Config config = withRegion(S3Config.of(url).withBucket(""), options);
    S3Api api = api(config, options);
    return Optional.of(
        new S3Service(
            api,
            config.region().orElseThrow(),
            bucket -> driver(config.withBucket(bucket), options)));
  }

  private static BlobDriver driver(S3Config given, OpenOptions options) {
    S3Config config = withRegion(given, options);
    HttpTransport transport = HttpTransport.create(options.transport());
    S3Wire wire = wire(config, options, transport);
    return new S3Driver(config, api(config, wire, transport), new S3UrlSigner(config, wire));
  }

  private static S3Api api(S3Config config, OpenOptions options) {
    HttpTransport transport = HttpTransport.create(options.transport());
    return api(config, wire(config, options, transport), transport);
  }

  private static S3Wire wire(S3Config config, OpenOptions options, HttpTransport transport) {
    String region = config.region().orElseThrow();
    return new S3Wire(
        transport,
        S3Endpoint.of(config, region),
        region,
        S3Credentials.of(config, options, transport),
        new S3Wire.Skew());
  }

  private static S3Api api(S3Config config, S3Wire wire, HttpTransport transport) {
    return config.sdkTransport()
        ? S3Clients.api(config, wire, transport)
        : new DirectApi(config, wire, transport);
  }

  /** The URL's, the environment's, the profile's; other services rarely care which it is. */
  private static S3Config withRegion(S3Config config, OpenOptions options) {
    if (config.region().isPresent()) {
      return config;
    }
    String host = config.endpoint().map(e -> e.getRawAuthority()).orElse("");
    java.util.regex.Matcher own =
        java.util.regex.Pattern.compile(
                "s3[.-](?:dualstack\\.)?([a-z]{2}-[a-z-]+-[0-9])\\.amazon.*")
            .matcher(host);
    if (own.matches()) {
      return config.withRegion(own.group(1));
    }
    for (String name : new String[] {"AWS_REGION", "AWS_DEFAULT_REGION"}) {
      String region = options.environment().getOrDefault(name, "");
      if (!region.isEmpty()) {
        return config.withRegion(region);
      }
    }
    if (!config.amazonEndpoint()) {
      return config.withRegion(ELSEWHERE);
    }
    if (options.credentials().isPresent()) {
      // No profile of this machine is meant. Buckets elsewhere are refused naming their region.
      return config.withRegion(ELSEWHERE);
    }
    String profile =
        config
            .credential()
            .filter(c -> c.startsWith("profile:"))
            .map(c -> c.substring("profile:".length()))
            .orElse(options.environment().getOrDefault("AWS_PROFILE", "default"));
    return S3Credentials.profiles(options.environment())
        .profile(profile)
        .map(Profile::properties)
        .map(p -> p.get("region"))
        .map(config::withRegion)
        .orElseThrow(
            () ->
                StorageException.invalidArgument(
                    "the region is not known; write region=NAME, or set AWS_REGION"));
  }
}
