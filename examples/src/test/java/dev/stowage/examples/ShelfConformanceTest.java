package dev.stowage.examples;

import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.conformance.blob.BlobStoreContract;
import dev.stowage.conformance.blob.DriverHarness;
import java.util.UUID;

/** The toy provider passes the whole contract: what it lacks is refused as it should be. */
class ShelfConformanceTest implements BlobStoreContract {
  @Override
  public String provider() {
    return "shelf";
  }

  @Override
  public String configuration() {
    return "embedded";
  }

  @Override
  public BlobHarness newHarness() {
    String name = UUID.randomUUID().toString();
    return DriverHarness.of("shelf://" + name)
        .withMissing("shelf://" + name + "-missing?create=false");
  }
}
