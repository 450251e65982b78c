package dev.stowage.oci.vault;

import dev.stowage.conformance.secret.SecretHarness;
import dev.stowage.conformance.secret.SecretStoreContract;
import dev.stowage.fakes.oci.FakeOci;
import dev.stowage.fakes.oci.vault.FakeVault;

/** The kit on the fake. */
class VaultConformanceTest implements SecretStoreContract {
  private static final FakeOci OCI = FakeOci.builder().with(FakeVault::new).start();

  @Override
  public String provider() {
    return "oci-vault";
  }

  @Override
  public String configuration() {
    return "fake";
  }

  @Override
  public SecretHarness newHarness() {
    return new VaultKitHarness(OCI);
  }
}
