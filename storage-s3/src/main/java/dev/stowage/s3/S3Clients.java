package dev.stowage.s3;

import dev.stowage.http.HttpTransport;
import dev.stowage.spi.BlobDriver;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Clients of the AWS SDK: ours, on our transport and without its retries; and the caller's. */
final class S3Clients {
  private S3Clients() {}

  static S3Api api(S3Config config, S3Wire wire, HttpTransport transport) {
    S3Client client = client(config, wire, transport);
    return new SdkApi(
        client,
        config,
        wire,
        () -> {
          client.close();
          transport.close();
        });
  }

  static S3Client client(S3Config config, S3Wire wire, HttpTransport transport) {
    boolean plainHttp = !wire.endpoint().secure();
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(wire.region()))
            .credentialsProvider(provider(wire.credentials()))
            .httpClient(new StowageSdkHttpClient(transport, plainHttp))
            .forcePathStyle(wire.endpoint().pathStyle())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .serviceConfiguration(
                c -> c.chunkedEncodingEnabled(!config.compatible()).expectContinueEnabled(false))
            .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()));
    if (config.compatible()) {
      builder.addPlugin(LegacyMd5Plugin.create());
    }
    config.endpoint().ifPresent(e -> builder.endpointOverride(secured(e)));
    return builder.build();
  }

  /** The SDK signs payloads for http; see {@link S3Wire}. */
  private static URI secured(URI endpoint) {
    return "http".equalsIgnoreCase(endpoint.getScheme())
        ? URI.create("https" + endpoint.toString().substring("http".length()))
        : endpoint;
  }

  private static AwsCredentialsProvider provider(S3Credentials credentials) {
    return new AwsCredentialsProvider() {
      @Override
      public AwsCredentials resolveCredentials() {
        AwsCredentialsIdentity identity = credentials.resolve();
        if (identity == null) {
          return AnonymousCredentialsProvider.create().resolveCredentials();
        }
        if (identity instanceof AwsCredentials ready) {
          return ready;
        }
        return identity instanceof AwsSessionCredentialsIdentity session
            ? AwsSessionCredentials.create(
                session.accessKeyId(), session.secretAccessKey(), session.sessionToken())
            : AwsBasicCredentials.create(identity.accessKeyId(), identity.secretAccessKey());
      }
    };
  }

  /** A driver over the caller's client; URLs are signed for the endpoint that it uses. */
  static BlobDriver driver(S3Client client, S3Config given) {
    var settings = client.serviceClientConfiguration();
    Optional<URI> endpoint = settings.endpointOverride();
    Region region = settings.region();
    S3Config config = like(client, given, endpoint.orElse(null), region.id());
    S3Wire wire =
        new S3Wire(
            NO_TRANSPORT,
            S3Endpoint.of(config, region.id()),
            region.id(),
            S3Credentials.of(settings.credentialsProvider()),
            new S3Wire.Skew());
    return new S3Driver(
        config, new SdkApi(client, config, null, () -> {}), new S3UrlSigner(config, wire));
  }

  private static S3Config like(
      S3Client client, S3Config given, @Nullable URI endpoint, String region) {
    String host = client.utilities().getUrl(r -> r.bucket(given.bucket()).key("key")).getHost();
    return given.at(endpoint, region, !host.startsWith(given.bucket() + "."));
  }

  /** A signer sends nothing. */
  private static final HttpTransport NO_TRANSPORT =
      new HttpTransport() {
        @Override
        public dev.stowage.http.HttpResponse send(dev.stowage.http.HttpRequest request) {
          throw new UnsupportedOperationException("only signs");
        }

        @Override
        public void close() {
          // Nothing was opened.
        }
      };
}
