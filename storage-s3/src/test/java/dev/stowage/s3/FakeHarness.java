package dev.stowage.s3;

import dev.stowage.Credentials;
import dev.stowage.OpenOptions;
import dev.stowage.blob.BlobStore;
import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.conformance.blob.DriverHarness;
import dev.stowage.conformance.blob.Faults;
import dev.stowage.conformance.blob.RawBlobs;
import dev.stowage.conformance.blob.RequestLog;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.s3.FakeS3;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.services.s3.S3Client;

/** A fresh bucket on a fake of S3 whose wire can be told to go wrong. */
final class FakeHarness implements BlobHarness {
  private final FakeS3 fake;
  private final String url;
  private final DriverHarness driver;
  private final Faults faults;

  private FakeHarness(FakeS3 fake, String url, DriverHarness driver, boolean onTheWire) {
    this.fake = fake;
    this.url = url;
    this.driver = driver;
    this.faults =
        onTheWire
            ? new WireFaults(driver.faults(), fake.faults(), url.replaceAll("s3://|/.*", ""))
            : driver.faults();
  }

  /**
   * @param onTheWire whether faults happen at the fake, instead of between the portable layer and
   *     the driver
   */
  static FakeHarness open(FakeS3 fake, String parameters, boolean onTheWire) {
    String bucket = "kit-" + UUID.randomUUID();
    fake.createBucket(bucket);
    fake.enableVersioning(bucket);
    String query = query(fake, fake.secretKey(), parameters);
    String url = "s3://" + bucket + "/" + query;
    DriverHarness driver =
        DriverHarness.of(url)
            .with(OpenOptions.defaults().withEnvironment(java.util.Map.of()))
            .withMissing("s3://missing-" + UUID.randomUUID() + "/" + query)
            .withNativeType(S3Client.class)
            .onClose(() -> empty(fake, bucket));
    return new FakeHarness(fake, url, driver, onTheWire);
  }

  /** Old versions too: a hundred cases would fill the memory. */
  private static void empty(FakeS3 fake, String name) {
    fake.blobs()
        .atomically(
            () -> {
              FakeBucket bucket = fake.blobs().bucket(name).orElseThrow();
              for (String key : List.copyOf(bucket.keys())) {
                List.copyOf(bucket.versions(key)).forEach(v -> bucket.remove(key, v.version()));
              }
              bucket.uploads().clear();
              return bucket;
            });
  }

  private static String query(FakeS3 fake, String secret, String parameters) {
    Credentials keys = Credentials.keys(fake.accessKey(), secret);
    return "?endpoint="
        + fake.endpoint()
        + "&region="
        + fake.region()
        + "&credential=file:"
        + SecretFile.of(keys)
        + parameters;
  }

  @Override
  public BlobStore open(OpenOptions options) {
    return driver.open(options);
  }

  @Override
  public String url() {
    return url;
  }

  @Override
  public OpenOptions urlOptions() {
    return driver.urlOptions();
  }

  @Override
  public BlobStore openMissingContainer(OpenOptions options) {
    return driver.openMissingContainer(options);
  }

  @Override
  public BlobStore openUnauthenticated(OpenOptions options) {
    return BlobStore.open(
        url.replaceAll("credential=[^&]*", "credential=file:" + wrongSecret()),
        options.withEnvironment(java.util.Map.of()));
  }

  private String wrongSecret() {
    return SecretFile.of(Credentials.keys(fake.accessKey(), "not-the-secret")).toString();
  }

  @Override
  public BlobStore openDenied(OpenOptions options) {
    return driver.openDenied(options);
  }

  @Override
  public RawBlobs raw() {
    return driver.raw();
  }

  @Override
  public Faults faults() {
    return faults;
  }

  @Override
  public RequestLog log() {
    return driver.log();
  }

  @Override
  public Optional<Class<?>> nativeType() {
    return driver.nativeType();
  }

  @Override
  public Set<String> secrets() {
    return Set.of(fake.secretKey());
  }

  @Override
  public boolean advanceServiceClock(Duration by) {
    fake.clock().advance(by);
    return true;
  }

  @Override
  public void close() {
    fake.faults().clear();
    fake.clock().reset();
    driver.close();
  }
}
