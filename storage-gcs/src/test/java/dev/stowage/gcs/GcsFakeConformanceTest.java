package dev.stowage.gcs;

import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.conformance.blob.BlobStoreContract;
import dev.stowage.fakes.gcs.FakeGcs;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract over the fake. */
class GcsFakeConformanceTest implements BlobStoreContract {
  @RegisterExtension static final FakeGcs FAKE = FakeGcs.start();

  @Override
  public String provider() {
    return "gs";
  }

  @Override
  public String configuration() {
    return "fake";
  }

  @Override
  public BlobHarness newHarness() {
    return FakeHarness.open(FAKE, false);
  }

  @Override
  public Map<String, String> deviations() {
    return Map.of();
  }
}
