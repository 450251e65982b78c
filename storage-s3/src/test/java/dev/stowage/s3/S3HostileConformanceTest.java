package dev.stowage.s3;

import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.conformance.blob.BlobStoreContract;
import dev.stowage.fakes.s3.FakeS3;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract over a fake whose wire goes wrong. */
class S3HostileConformanceTest implements BlobStoreContract {
  @RegisterExtension static final FakeS3 FAKE = FakeS3.start();

  @Override
  public String provider() {
    return "s3";
  }

  @Override
  public String configuration() {
    return "hostile";
  }

  @Override
  public BlobHarness newHarness() {
    return FakeHarness.open(FAKE, "&profile=aws", true);
  }

  @Override
  public Map<String, String> deviations() {
    return Map.of();
  }
}
