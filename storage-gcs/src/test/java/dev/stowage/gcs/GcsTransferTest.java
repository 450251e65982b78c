package dev.stowage.gcs;

import dev.stowage.conformance.transfer.FakeService;
import dev.stowage.conformance.transfer.KilledTransferContract;
import dev.stowage.conformance.transfer.LargeTransferContract;
import dev.stowage.fakes.gcs.FakeGcs;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class GcsTransferTest implements KilledTransferContract, LargeTransferContract {
  @RegisterExtension static final FakeGcs FAKE = FakeGcs.start();

  @BeforeAll
  static void keepOnDisk(@TempDir Path directory) {
    FAKE.bodiesOnDisk(directory);
  }

  @Override
  public FakeService service() {
    FAKE.reset();
    String bucket = "gcs-" + UUID.randomUUID();
    FAKE.createBucket(bucket);
    return new FakeService(
        FAKE,
        FAKE.blobs(),
        bucket,
        "gs://" + bucket + FakeHarness.query(FAKE, FAKE.keyFile()),
        content -> FAKE.putObject(bucket, FakeService.KEY, content));
  }
}
