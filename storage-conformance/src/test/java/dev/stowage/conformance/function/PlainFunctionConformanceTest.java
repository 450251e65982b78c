package dev.stowage.conformance.function;

import dev.stowage.function.CodeKind;
import dev.stowage.function.FunctionCapabilities;
import dev.stowage.function.FunctionLimits;
import dev.stowage.spi.FunctionDriver;
import java.util.Set;
import java.util.UUID;

/** The kit over a service that takes archives only, and nothing special. */
class PlainFunctionConformanceTest implements FunctionDeployerContract {
  @Override
  public String provider() {
    return "mem";
  }

  @Override
  public String configuration() {
    return "fake-plain";
  }

  @Override
  public FunctionHarness newHarness() {
    return FunctionDriverHarness.of("mem://" + UUID.randomUUID(), "python3.12")
        .changed(PlainDriver::new);
  }

  private static final class PlainDriver extends ForwardingFunctionDriver {
    PlainDriver(FunctionDriver driver) {
      super(driver);
    }

    @Override
    public FunctionCapabilities capabilities() {
      return new FunctionCapabilities(Set.of(), Set.of(CodeKind.INLINE), FunctionLimits.defaults());
    }
  }
}
