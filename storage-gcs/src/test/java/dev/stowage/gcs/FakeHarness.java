package dev.stowage.gcs;

import com.google.cloud.storage.Storage;
import dev.stowage.OpenOptions;
import dev.stowage.blob.BlobStore;
import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.conformance.blob.DriverHarness;
import dev.stowage.conformance.wire.WireHarness;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.gcs.FakeGcs;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A fresh bucket on a fake whose wire can be told to go wrong. */
final class FakeHarness {
  private static final String FOREIGN_KEY = foreignKey();

  private FakeHarness() {}

  /**
   * @param onTheWire whether faults happen at the fake, instead of between the portable layer and
   *     the driver
   */
  static BlobHarness open(FakeGcs fake, boolean onTheWire) {
    String bucket = "kit-" + UUID.randomUUID();
    fake.createBucket(bucket);
    fake.enableVersioning(bucket);
    String query = query(fake, fake.keyFile());
    DriverHarness driver =
        DriverHarness.of("gs://" + bucket + "/" + query)
            .with(OpenOptions.defaults().withEnvironment(Map.of()))
            .withMissing("gs://missing-" + UUID.randomUUID() + "/" + query)
            .withNativeType(Storage.class)
            .onClose(() -> empty(fake, bucket));
    String own = fake.privateKey().replace("\n", "\\n");
    String wrong = "gs://" + bucket + "/" + query(fake, fake.keyFile().replace(own, FOREIGN_KEY));
    WireHarness harness =
        WireHarness.of(fake, driver)
            .withSecrets(Set.of(fake.privateKey(), own.substring(60, 120)))
            .withUnknownCredentials(
                options -> BlobStore.open(wrong, options.withEnvironment(Map.of())));
    return onTheWire ? harness.onTheWire(new GcsDialect(bucket)) : harness;
  }

  /** A key that belongs to nobody. */
  private static String foreignKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
      return "-----BEGIN PRIVATE KEY-----\\n"
          + Base64.getEncoder().encodeToString(key)
          + "\\n-----END PRIVATE KEY-----\\n";
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Old generations too: a hundred cases would fill the memory. */
  private static void empty(FakeGcs fake, String name) {
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
    fake.dropResumable();
  }

  /** Tokens come from another host, as Google's do: so they leave no open connection behind. */
  static String query(FakeGcs fake, String keyFile) {
    String elsewhere =
        keyFile.replace(fake.endpoint() + "/token", "http://localhost:" + fake.port() + "/token");
    return "?endpoint="
        + fake.endpoint()
        + "&token-hosts=localhost&credential=file:"
        + KeyFiles.of(elsewhere);
  }
}
