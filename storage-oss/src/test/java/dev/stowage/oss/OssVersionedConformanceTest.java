package dev.stowage.oss;

import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.conformance.blob.BlobStoreContract;
import dev.stowage.fakes.oss.FakeOss;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract over a bucket that keeps versions. */
class OssVersionedConformanceTest implements BlobStoreContract {
  @RegisterExtension static final FakeOss FAKE = FakeOss.start();

  @Override
  public String provider() {
    return "oss";
  }

  @Override
  public String configuration() {
    return "fake-versions";
  }

  @Override
  public BlobHarness newHarness() {
    return FakeHarness.open(FAKE, "&versions=true", false);
  }

  @Override
  public Map<String, String> deviations() {
    return Map.of();
  }
}
