package dev.stowage.conformance.function;

import java.util.UUID;

class MemFunctionConformanceTest implements FunctionDeployerContract {
  @Override
  public String provider() {
    return "mem";
  }

  @Override
  public String configuration() {
    return "embedded";
  }

  @Override
  public FunctionHarness newHarness() {
    return FunctionDriverHarness.of("mem://" + UUID.randomUUID(), "python3.12");
  }
}
