package dev.stowage.conformance.blob;

/** The contract over a decorator that changes nothing. */
class DecoratedMemBlobConformanceTest implements BlobStoreContract {
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
    return ScopedHarness.decorated(MemBlobConformanceTest.harness());
  }
}
