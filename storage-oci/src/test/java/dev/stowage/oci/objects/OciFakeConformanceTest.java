package dev.stowage.oci.objects;

import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.conformance.blob.BlobStoreContract;
import dev.stowage.fakes.oci.FakeOci;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract over the fake. */
class OciFakeConformanceTest implements BlobStoreContract {
  @RegisterExtension static final FakeOci FAKE = FakeOci.start();

  @Override
  public String provider() {
    return "oci";
  }

  @Override
  public String configuration() {
    return "fake";
  }

  @Override
  public BlobHarness newHarness() {
    return OciHarness.open(FAKE, false);
  }

  @Override
  public Map<String, String> deviations() {
    return Map.of();
  }
}
