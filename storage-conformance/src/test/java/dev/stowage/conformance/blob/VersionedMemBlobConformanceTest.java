package dev.stowage.conformance.blob;

import java.util.UUID;

/** The contract over a {@code mem:} container that keeps old versions. */
class VersionedMemBlobConformanceTest implements BlobStoreContract {
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
    return DriverHarness.of("mem://kit-" + UUID.randomUUID() + "/?versions=true")
        .withMissing("mem://missing-" + UUID.randomUUID() + "/?create=false");
  }
}
