package dev.stowage.swift;

import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.fakes.swift.FakeSwift;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract over the fake. */
class SwiftFakeConformanceTest implements SwiftContract {
  @RegisterExtension static final FakeSwift FAKE = FakeSwift.start();

  @Override
  public String provider() {
    return "swift";
  }

  @Override
  public String configuration() {
    return "fake";
  }

  @Override
  public BlobHarness newHarness() {
    return FakeHarness.open(FAKE, provider(), false);
  }
}
