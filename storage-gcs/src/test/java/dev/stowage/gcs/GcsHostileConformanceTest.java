package dev.stowage.gcs;

import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.conformance.blob.BlobStoreContract;
import dev.stowage.fakes.gcs.FakeGcs;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract over a fake whose wire goes wrong. */
class GcsHostileConformanceTest implements BlobStoreContract {
  @RegisterExtension static final FakeGcs FAKE = FakeGcs.start();

  @Override
  public String provider() {
    return "gs";
  }

  @Override
  public String configuration() {
    return "hostile";
  }

  @Override
  public BlobHarness newHarness() {
    return FakeHarness.open(FAKE, true);
  }

  @Override
  public Map<String, String> deviations() {
    return Map.of();
  }
}
