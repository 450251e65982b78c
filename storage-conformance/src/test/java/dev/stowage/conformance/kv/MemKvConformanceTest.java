package dev.stowage.conformance.kv;

import java.util.NavigableMap;
import java.util.UUID;

class MemKvConformanceTest implements KvStoreContract {
  private final KvHarness harness = harnessOf("maxKeyBytes=300&maxRowBytes=100000");

  static DriverKvHarness harnessOf(String params) {
    String name = "mem://kit-" + UUID.randomUUID();
    return new DriverKvHarness(
        name + "/rows?" + params, name + "/missing?create=false", NavigableMap.class);
  }

  @Override
  public KvHarness harness() {
    return harness;
  }

  @Override
  public String provider() {
    return "mem";
  }

  @Override
  public String configuration() {
    return "embedded";
  }
}
