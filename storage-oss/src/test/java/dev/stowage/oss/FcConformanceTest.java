package dev.stowage.oss;

import dev.stowage.conformance.function.FunctionDeployerContract;
import dev.stowage.conformance.function.FunctionHarness;
import dev.stowage.fakes.oss.FakeOss;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract of deployments over a fake of Function Compute. */
class FcConformanceTest implements FunctionDeployerContract {
  @RegisterExtension static final FakeOss FAKE = FakeOss.start();

  @Override
  public String provider() {
    return "alibaba-fc";
  }

  @Override
  public String configuration() {
    return "fake";
  }

  @Override
  public FunctionHarness newHarness() {
    return new FcHarness(FAKE, false);
  }
}
