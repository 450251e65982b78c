package dev.stowage.swift;

import dev.stowage.conformance.blob.BlobHarness;
import org.junit.jupiter.api.Tag;

/** The contract over Swift 2.30 with Keystone, as Debian packs them. */
@Tag("server")
class SwiftRealConformanceTest implements SwiftContract {
  @Override
  public String provider() {
    return "swift";
  }

  @Override
  public String configuration() {
    return "real-swift-2.30";
  }

  @Override
  public BlobHarness newHarness() {
    return new SwiftHarness();
  }
}
