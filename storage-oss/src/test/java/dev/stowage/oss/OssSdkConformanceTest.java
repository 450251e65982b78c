package dev.stowage.oss;

import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.conformance.blob.BlobStoreContract;
import dev.stowage.fakes.oss.FakeOss;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract over the fake, through the client of the SDK. */
class OssSdkConformanceTest implements BlobStoreContract {
  @RegisterExtension static final FakeOss FAKE = FakeOss.start();

  @Override
  public String provider() {
    return "oss";
  }

  @Override
  public String configuration() {
    return "fake-sdk";
  }

  @Override
  public BlobHarness newHarness() {
    return FakeHarness.open(FAKE, "&transport=sdk", false);
  }

  @Override
  public Map<String, String> deviations() {
    return Map.of();
  }
}
