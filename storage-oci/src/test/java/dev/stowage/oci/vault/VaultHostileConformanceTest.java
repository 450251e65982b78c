package dev.stowage.oci.vault;

import dev.stowage.conformance.secret.SecretHarness;
import dev.stowage.conformance.secret.SecretStoreContract;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.oci.FakeOci;
import dev.stowage.fakes.oci.vault.FakeVault;

/** The kit on a fake that answers in small pieces. */
class VaultHostileConformanceTest implements SecretStoreContract {
  private static final FakeOci OCI = FakeOci.builder().with(FakeVault::new).start();

  @Override
  public String provider() {
    return "oci-vault";
  }

  @Override
  public String configuration() {
    return "hostile";
  }

  @Override
  public SecretHarness newHarness() {
    VaultKitHarness harness = new VaultKitHarness(OCI);
    OCI.faults().onAny().always().arm(Fault.shortReads(11));
    return harness;
  }
}
