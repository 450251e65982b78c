package dev.stowage.swift;

import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.fakes.swift.FakeSwift;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract over a fake of NAVER Archive Storage whose wire goes wrong. */
class NaverHostileConformanceTest implements SwiftContract {
  @RegisterExtension static final FakeSwift FAKE = FakeSwift.startNaver();

  @Override
  public String provider() {
    return "naver";
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
