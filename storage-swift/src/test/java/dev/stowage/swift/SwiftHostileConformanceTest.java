package dev.stowage.swift;

import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.fakes.swift.FakeSwift;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract over a fake whose wire goes wrong. */
class SwiftHostileConformanceTest implements SwiftContract {
  @RegisterExtension static final FakeSwift FAKE = FakeSwift.start();

  @Override
  public String provider() {
    return "swift";
  }

  @Override
  public String configuration() {
    return "hostile";
  }

  @Override
  public BlobHarness newHarness() {
    return FakeHarness.open(FAKE, provider(), true);
  }
}
