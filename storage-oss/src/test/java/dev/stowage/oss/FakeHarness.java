package dev.stowage.oss;

import com.aliyun.sdk.service.oss2.OSSClient;
import dev.stowage.Credentials;
import dev.stowage.OpenOptions;
import dev.stowage.blob.BlobStore;
import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.conformance.blob.DriverHarness;
import dev.stowage.conformance.wire.WireHarness;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.oss.FakeOss;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A fresh bucket on a fake of OSS whose wire can be told to go wrong. */
final class FakeHarness {
  private FakeHarness() {}

  /**
   * @param onTheWire whether faults happen at the fake, instead of between the portable layer and
   *     the driver
   */
  static BlobHarness open(FakeOss fake, String parameters, boolean onTheWire) {
    String bucket = "kit-" + UUID.randomUUID();
    fake.createBucket(bucket);
    if (parameters.contains("versions=true")) {
      fake.enableVersioning(bucket);
    }
    String query = query(fake, fake.secretKey()) + parameters;
    DriverHarness driver =
        DriverHarness.of("oss://" + bucket + "/" + query)
            .with(OpenOptions.defaults().withEnvironment(Map.of()))
            .withMissing("oss://missing-" + UUID.randomUUID() + "/" + query)
            .withNativeType(OSSClient.class)
            .onClose(() -> empty(fake, bucket));
    String wrong = "oss://" + bucket + "/" + query(fake, "not-the-secret") + parameters;
    WireHarness harness =
        WireHarness.of(fake, driver)
            .withSecrets(Set.of(fake.secretKey()))
            .withUnknownCredentials(
                options -> BlobStore.open(wrong, options.withEnvironment(Map.of())));
    return onTheWire ? harness.onTheWire(new OssDialect(bucket)) : harness;
  }

  /** Old versions too: a hundred cases would fill the memory. */
  private static void empty(FakeOss fake, String name) {
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

  static String query(FakeOss fake, String secret) {
    Credentials keys = Credentials.keys(fake.accessKey(), secret);
    return "?endpoint="
        + fake.endpoint()
        + "&region="
        + fake.region()
        + "&credential=file:"
        + SecretFile.of(keys);
  }
}
