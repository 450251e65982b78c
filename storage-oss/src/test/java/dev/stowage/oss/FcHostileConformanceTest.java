package dev.stowage.oss;

import dev.stowage.conformance.function.FunctionDeployerContract;
import dev.stowage.conformance.function.FunctionHarness;
import dev.stowage.fakes.oss.FakeOss;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract of deployments over a fake whose wire goes wrong. */
class FcHostileConformanceTest implements FunctionDeployerContract {
  @RegisterExtension static final FakeOss FAKE = FakeOss.start();

  @Override
  public String provider() {
    return "alibaba-fc";
  }

  @Override
  public String configuration() {
    return "hostile";
  }

  @Override
  public FunctionHarness newHarness() {
    return new FcHarness(FAKE, true);
  }
}
