package dev.stowage.s3;

import dev.stowage.conformance.transfer.FakeService;
import dev.stowage.conformance.transfer.KilledTransferContract;
import dev.stowage.conformance.transfer.LargeTransferContract;
import dev.stowage.fakes.s3.FakeS3;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class S3TransferTest implements KilledTransferContract, LargeTransferContract {
  @RegisterExtension static final FakeS3 FAKE = FakeS3.start();

  @BeforeAll
  static void keepOnDisk(@TempDir Path directory) {
    FAKE.bodiesOnDisk(directory);
  }

  @Override
  public FakeService service() {
    FAKE.reset();
    String bucket = "s3-" + UUID.randomUUID();
    FAKE.createBucket(bucket);
    return new FakeService(
        FAKE,
        FAKE.blobs(),
        bucket,
        "s3://" + bucket + "/" + FakeHarness.query(FAKE, FAKE.secretKey(), ""),
        content -> FAKE.putObject(bucket, FakeService.KEY, content));
  }
}
