package dev.stowage.conformance.blob;

import java.util.UUID;

/** The contract over {@code mem:}. */
class MemBlobConformanceTest implements BlobStoreContract {
  @Override
  public String provider() {
    return "mem";
  }

  @Override
  public String configuration() {
    return "embedded";
  }

  @Override
  public BlobHarness newHarness() {
    return harness();
  }

  static BlobHarness harness() {
    return DriverHarness.of("mem://kit-" + UUID.randomUUID() + "/")
        .withMissing("mem://missing-" + UUID.randomUUID() + "/?create=false");
  }
}
