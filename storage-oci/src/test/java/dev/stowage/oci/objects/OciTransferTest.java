package dev.stowage.oci.objects;

import dev.stowage.conformance.transfer.FakeService;
import dev.stowage.conformance.transfer.KilledTransferContract;
import dev.stowage.conformance.transfer.LargeTransferContract;
import dev.stowage.fakes.oci.FakeOci;
import dev.stowage.fakes.oci.objects.FakeObjectStorage;
import dev.stowage.oci.FakeUser;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class OciTransferTest implements KilledTransferContract, LargeTransferContract {
  @RegisterExtension static final FakeOci FAKE = FakeOci.start();

  @BeforeAll
  static void keepOnDisk(@TempDir Path directory) {
    FAKE.bodiesOnDisk(directory);
  }

  @Override
  public FakeService service() {
    FAKE.reset();
    FakeObjectStorage storage = FAKE.service(FakeObjectStorage.class);
    String bucket = "oci-" + UUID.randomUUID();
    storage.createBucket(bucket);
    return new FakeService(
        FAKE,
        storage.blobs(),
        bucket,
        "oci://" + bucket + "@" + FAKE.namespace() + "/" + FakeUser.query(FAKE),
        content -> storage.putObject(bucket, FakeService.KEY, content));
  }
}
