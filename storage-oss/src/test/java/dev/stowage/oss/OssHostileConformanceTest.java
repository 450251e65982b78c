package dev.stowage.oss;

import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.conformance.blob.BlobStoreContract;
import dev.stowage.fakes.oss.FakeOss;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract over a fake whose wire goes wrong. */
class OssHostileConformanceTest implements BlobStoreContract {
  @RegisterExtension static final FakeOss FAKE = FakeOss.start();

  @Override
  public String provider() {
    return "oss";
  }

  @Override
  public String configuration() {
    return "hostile";
  }

  @Override
  public BlobHarness newHarness() {
    return FakeHarness.open(FAKE, "", true);
  }

  @Override
  public Map<String, String> deviations() {
    return Map.of();
  }
}
