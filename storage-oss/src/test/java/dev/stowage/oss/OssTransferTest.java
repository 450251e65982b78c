package dev.stowage.oss;

import dev.stowage.conformance.transfer.FakeService;
import dev.stowage.conformance.transfer.KilledTransferContract;
import dev.stowage.conformance.transfer.LargeTransferContract;
import dev.stowage.fakes.oss.FakeOss;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class OssTransferTest implements KilledTransferContract, LargeTransferContract {
  @RegisterExtension static final FakeOss FAKE = FakeOss.start();

  @BeforeAll
  static void keepOnDisk(@TempDir Path directory) {
    FAKE.bodiesOnDisk(directory);
  }

  @Override
  public FakeService service() {
    FAKE.reset();
    String bucket = "oss-" + UUID.randomUUID();
    FAKE.createBucket(bucket);
    return new FakeService(
        FAKE,
        FAKE.blobs(),
        bucket,
        "oss://" + bucket + "/" + FakeHarness.query(FAKE, FAKE.secretKey()),
        content -> FAKE.putObject(bucket, FakeService.KEY, content));
  }
}
