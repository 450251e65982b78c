package dev.stowage.s3;

import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.conformance.blob.BlobStoreContract;
import dev.stowage.fakes.s3.FakeS3;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract over the fake, as of Amazon's own service. */
class S3FakeConformanceTest implements BlobStoreContract {
  @RegisterExtension static final FakeS3 FAKE = FakeS3.start();

  @Override
  public String provider() {
    return "s3";
  }

  @Override
  public String configuration() {
    return "fake";
  }

  @Override
  public BlobHarness newHarness() {
    return FakeHarness.open(FAKE, "&profile=aws", false);
  }

  @Override
  public Map<String, String> deviations() {
    return Map.of();
  }
}
