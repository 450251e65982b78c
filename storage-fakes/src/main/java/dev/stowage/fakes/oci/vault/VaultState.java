package dev.stowage.fakes.oci.vault;

import dev.stowage.fakes.oci.OciAccount;
import dev.stowage.fakes.oci.OciError;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The secrets of two vaults. Guarded by its own lock. */
final class VaultState {
  static final String VAULT = "ocid1.vault.oc1.phx.fakevault000001.stowage";
  static final String OTHER_VAULT = "ocid1.vault.oc1.phx.fakevault000002.stowage";
  static final String KEY = "ocid1.key.oc1.phx.fakevault000001.stowagekey";

  private final OciAccount account;
  private final Map<String, VaultSecret> secrets = new LinkedHashMap<>();
  private Supplier<Instant> time;
  private int slowness;

  VaultState(OciAccount account) {
    this.account = account;
    this.time = account::now;
  }

  OciAccount account() {
    return account;
  }

  Map<String, VaultSecret> secrets() {
    return secrets;
  }

  Instant now() {
    return time.get();
  }

  void setTime(Supplier<Instant> value) {
    time = value;
  }

  /** How many looks see a change in progress. */
  int slowness() {
    return slowness;
  }

  void setSlowness(int looks) {
    slowness = looks;
  }

  void clear() {
    secrets.clear();
    slowness = 0;
    time = account::now;
  }

  static void checkVault(String id) {
    if (!Set.of(VAULT, OTHER_VAULT).contains(id)) {
      throw OciError.notAuthorizedOrNotFound();
    }
  }

  /** Takes away what was to be deleted by now. */
  void removeDue() {
    secrets.values().removeIf(secret -> secret.deletion != null && !secret.deletion.isAfter(now()));
  }

  Optional<VaultSecret> named(String vaultId, String name) {
    return secrets.values().stream()
        .filter(secret -> secret.vaultId.equals(vaultId) && secret.name.equals(name))
        .findFirst();
  }

  VaultSecret require(String id) {
    VaultSecret secret = secrets.get(id);
    if (secret == null) {
      throw OciError.notAuthorizedOrNotFound();
    }
    return secret;
  }

  VaultSecret add(
      String vaultId, String name, String content, String contentType, String versionName) {
    VaultSecret secret =
        new VaultSecret(
            account.newOcid("vaultsecret"), name, vaultId, account.compartment(), KEY, now());
    secret.versions.add(new VaultSecret.Version(1, versionName, content, contentType, now()));
    secret.current = 1;
    secret.state = "ACTIVE";
    secrets.put(secret.id, secret);
    return secret;
  }
}
