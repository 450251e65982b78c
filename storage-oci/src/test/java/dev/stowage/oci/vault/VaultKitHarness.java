package dev.stowage.oci.vault;

import com.oracle.bmc.auth.BasicAuthenticationDetailsProvider;
import dev.stowage.OpenOptions;
import dev.stowage.conformance.driver.FaultPlan;
import dev.stowage.conformance.driver.RequestLog;
import dev.stowage.conformance.secret.SecretDriverHarness;
import dev.stowage.conformance.secret.SecretHarness;
import dev.stowage.fakes.oci.FakeOci;
import dev.stowage.fakes.oci.vault.FakeVault;
import dev.stowage.secret.SecretStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A vault of the fake, which goes by the clock of the options. */
final class VaultKitHarness implements SecretHarness {
  private final FakeVault vault;
  private final SecretDriverHarness harness;

  VaultKitHarness(FakeOci oci) {
    this.vault = oci.service(FakeVault.class);
    oci.reset();
    this.harness =
        SecretDriverHarness.of(url(oci, vault.vaultId()), url(oci, vault.otherVaultId()))
            .with(OpenOptions.defaults().withEnvironment(oci.environment()))
            .withNativeType(BasicAuthenticationDetailsProvider.class);
  }

  static String url(FakeOci oci, String vaultId) {
    return "oci-vault://"
        + vaultId
        + "?compartment="
        + oci.compartment()
        + "&key="
        + oci.service(FakeVault.class).keyId()
        + "&endpoint="
        + oci.endpoint();
  }

  @Override
  public SecretStore open(OpenOptions options) {
    vault.tellTimeBy(options.pacer()::now);
    return harness.open(options);
  }

  @Override
  public SecretStore openOther(OpenOptions options) {
    return harness.openOther(options);
  }

  @Override
  public FaultPlan faults() {
    return harness.faults();
  }

  @Override
  public RequestLog log() {
    return harness.log();
  }

  @Override
  public List<byte[]> passedArrays() {
    return harness.passedArrays();
  }

  @Override
  public Optional<Class<?>> nativeType() {
    return harness.nativeType();
  }

  @Override
  public boolean advanceServiceClock(Duration by) {
    return true;
  }

  @Override
  public void close() {
    harness.close();
  }
}
