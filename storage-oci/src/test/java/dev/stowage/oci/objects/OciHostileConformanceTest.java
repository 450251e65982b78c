package dev.stowage.oci.objects;

import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.conformance.blob.BlobStoreContract;
import dev.stowage.fakes.oci.FakeOci;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract over a fake whose wire goes wrong. */
class OciHostileConformanceTest implements BlobStoreContract {
  @RegisterExtension static final FakeOci FAKE = FakeOci.start();

  @Override
  public String provider() {
    return "oci";
  }

  @Override
  public String configuration() {
    return "hostile";
  }

  @Override
  public BlobHarness newHarness() {
    return OciHarness.open(FAKE, true);
  }

  @Override
  public Map<String, String> deviations() {
    return Map.of();
  }
}
