package dev.stowage.swift;

import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.conformance.blob.BlobStoreContract;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** The contract over Swift 2.30 with Keystone, as Debian packs them. */
@Tag("server")
class SwiftRealConformanceTest implements BlobStoreContract {
  @Override
  public String provider() {
    return "swift";
  }

  @Override
  public String configuration() {
    return "real-swift-2.30";
  }

  @Override
  public Map<String, String> deviations() {
    return Map.of(
        "B122", "TempURL: a signature for PUT is good for HEAD as well, as Swift documents",
        "B124", "TempURL: Swift serves no name of slashes only, so signing one is refused",
        "B125", "TempURL: nothing but method, path and time can be bound",
        "B126", "TempURL: Swift writes the Content-Disposition itself, of the same meaning");
  }

  @Override
  public BlobHarness newHarness() {
    return new SwiftHarness();
  }
}
