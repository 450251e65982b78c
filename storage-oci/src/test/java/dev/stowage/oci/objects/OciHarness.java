package dev.stowage.oci.objects;

import com.oracle.bmc.objectstorage.ObjectStorage;
import dev.stowage.OpenOptions;
import dev.stowage.blob.BlobStore;
import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.conformance.blob.DriverHarness;
import dev.stowage.conformance.wire.WireHarness;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.oci.FakeOci;
import dev.stowage.fakes.oci.objects.FakeObjectStorage;
import dev.stowage.oci.FakeUser;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A fresh bucket on a fake of OCI whose wire can be told to go wrong. */
final class OciHarness {
  private OciHarness() {}

  /**
   * @param onTheWire whether faults happen at the fake, instead of between the portable layer and
   *     the driver
   */
  static BlobHarness open(FakeOci fake, boolean onTheWire) {
    FakeObjectStorage storage = fake.service(FakeObjectStorage.class);
    String bucket = "kit-" + UUID.randomUUID();
    storage.createBucket(bucket);
    storage.enableVersioning(bucket);
    String there = "@" + fake.namespace() + "/" + FakeUser.query(fake);
    DriverHarness driver =
        DriverHarness.of("oci://" + bucket + there)
            .with(OpenOptions.defaults().withEnvironment(Map.of()))
            .withMissing("oci://missing-" + UUID.randomUUID() + there)
            .withNativeType(ObjectStorage.class)
            .onClose(() -> empty(storage, bucket));
    String wrong = "oci://" + bucket + "@" + fake.namespace() + "/" + FakeUser.unknown(fake);
    WireHarness harness =
        WireHarness.of(fake, driver)
            .withSecrets(Set.of(fake.privateKeyPem(), fake.privateKeyPem().substring(100, 160)))
            .withUnknownCredentials(
                options -> BlobStore.open(wrong, options.withEnvironment(Map.of())));
    return onTheWire ? harness.onTheWire(new OciDialect(fake.namespace(), bucket)) : harness;
  }

  /** Old versions too: a hundred cases would fill the memory. */
  private static void empty(FakeObjectStorage storage, String name) {
    storage
        .blobs()
        .atomically(
            () -> {
              FakeBucket bucket = storage.blobs().bucket(name).orElseThrow();
              for (String key : List.copyOf(bucket.keys())) {
                List.copyOf(bucket.versions(key)).forEach(v -> bucket.remove(key, v.version()));
              }
              bucket.uploads().clear();
              return bucket;
            });
  }
}
