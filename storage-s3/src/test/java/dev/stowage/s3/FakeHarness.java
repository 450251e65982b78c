package dev.stowage.s3;

import dev.stowage.Credentials;
import dev.stowage.OpenOptions;
import dev.stowage.blob.BlobStore;
import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.conformance.blob.DriverHarness;
import dev.stowage.conformance.wire.WireHarness;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.s3.FakeS3;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.services.s3.S3Client;

/** A fresh bucket on a fake of S3 whose wire can be told to go wrong. */
final class FakeHarness {
  private FakeHarness() {}

  /**
   * @param onTheWire whether faults happen at the fake, instead of between the portable layer and
   *     the driver
   */
  static BlobHarness open(FakeS3 fake, String parameters, boolean onTheWire) {
    String bucket = "kit-" + UUID.randomUUID();
    fake.createBucket(bucket);
    fake.enableVersioning(bucket);
    String query = query(fake, fake.secretKey(), parameters);
    DriverHarness driver =
        DriverHarness.of("s3://" + bucket + "/" + query)
            .with(OpenOptions.defaults().withEnvironment(Map.of()))
            .withMissing("s3://missing-" + UUID.randomUUID() + "/" + query)
            .withNativeType(S3Client.class)
            .onClose(() -> empty(fake, bucket));
    String wrong = "s3://" + bucket + "/" + query(fake, "not-the-secret", parameters);
    WireHarness harness =
        WireHarness.of(fake, driver)
            .withSecrets(Set.of(fake.secretKey()))
            .withUnknownCredentials(
                options -> BlobStore.open(wrong, options.withEnvironment(Map.of())));
    return onTheWire ? harness.onTheWire(new S3Dialect(bucket)) : harness;
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

  static String query(FakeS3 fake, String secret, String parameters) {
    Credentials keys = Credentials.keys(fake.accessKey(), secret);
    return "?endpoint="
        + fake.endpoint()
        + "&region="
        + fake.region()
        + "&credential=file:"
        + SecretFile.of(keys)
        + parameters;
  }
}
