package dev.stowage.conformance.blob;

/** The contract over the part of a {@code mem:} store under a prefix. */
class ScopedMemBlobConformanceTest implements BlobStoreContract {
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
    return ScopedHarness.within(MemBlobConformanceTest.harness(), "scope/of it/");
  }
}
