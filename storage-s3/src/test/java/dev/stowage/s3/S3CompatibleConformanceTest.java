package dev.stowage.s3;

import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.conformance.blob.BlobStoreContract;
import dev.stowage.fakes.s3.FakeS3;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract over a fake that knows no checksum but MD5. */
class S3CompatibleConformanceTest implements BlobStoreContract {
  @RegisterExtension static final FakeS3 FAKE = FakeS3.builder().compatible().start();

  @Override
  public String provider() {
    return "s3";
  }

  @Override
  public String configuration() {
    return "fake-compatible";
  }

  @Override
  public BlobHarness newHarness() {
    return FakeHarness.open(FAKE, "", false);
  }

  @Override
  public Map<String, String> deviations() {
    return Map.of();
  }
}
