package dev.stowage.fakes.oci.vault;

import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.oci.OciAccount;
import dev.stowage.fakes.oci.OciRequest;
import dev.stowage.fakes.oci.OciServiceFake;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The two services of secrets, reading and managing: {@code
 * FakeOci.builder().with(FakeVault::new).start()}.
 *
 * <p>What is written goes through a state of its own (CREATING, UPDATING) until somebody looks, as
 * the service's does for a moment.
 */
public final class FakeVault implements OciServiceFake {
  private static final String READING = "20190301";
  private static final String MANAGING = "20180608";

  private final VaultState state;
  private final VaultBundles bundles;
  private final VaultManagement management;

  public FakeVault(OciAccount account) {
    state = new VaultState(account);
    bundles = new VaultBundles(state);
    management = new VaultManagement(state);
  }

  /** The vault that is there from the start. */
  public String vaultId() {
    return VaultState.VAULT;
  }

  /** One more vault. */
  public String otherVaultId() {
    return VaultState.OTHER_VAULT;
  }

  /** The key that secrets may be encrypted with. */
  public String keyId() {
    return VaultState.KEY;
  }

  /** Keeps a secret as another program would have written it, without checking the content. */
  public String createSecret(String name, String base64, String contentType) {
    synchronized (state) {
      return state.add(VaultState.VAULT, name, base64, contentType, "").id;
    }
  }

  /** Lets deletions come due by another clock than the signatures. */
  public void tellTimeBy(Supplier<Instant> clock) {
    synchronized (state) {
      state.setTime(clock);
    }
  }

  /** Lets so many looks at a secret see a change still in progress. */
  public void settleAfter(int looks) {
    synchronized (state) {
      state.setSlowness(looks);
    }
  }

  @Override
  public Set<String> operations() {
    return Set.of(
        "GetSecretBundle",
        "GetSecretBundleByName",
        "ListSecretBundleVersions",
        "CreateSecret",
        "ListSecrets",
        "GetSecret",
        "UpdateSecret",
        "ListSecretVersions",
        "ScheduleSecretDeletion",
        "CancelSecretDeletion");
  }

  @Override
  public Optional<String> operation(OciRequest head) {
    String method = head.method();
    int length = head.segments().size();
    if (head.segment(0).equals(READING) && head.segment(1).equals("secretbundles")) {
      if (method.equals("POST") && length == 4 && head.segment(3).equals("getByName")) {
        return Optional.of("GetSecretBundleByName");
      }
      if (!method.equals("GET")) {
        return Optional.empty();
      }
      return length == 3
          ? Optional.of("GetSecretBundle")
          : Optional.of("ListSecretBundleVersions").filter(o -> head.segment(3).equals("versions"));
    }
    if (!head.segment(0).equals(MANAGING) || !head.segment(1).equals("secrets")) {
      return Optional.empty();
    }
    String tail = length == 5 ? head.segment(4) : length == 4 ? head.segment(3) : "";
    return switch (method + length + tail) {
      case "POST2" -> Optional.of("CreateSecret");
      case "GET2" -> Optional.of("ListSecrets");
      case "GET3" -> Optional.of("GetSecret");
      case "PUT3" -> Optional.of("UpdateSecret");
      case "GET4versions" -> Optional.of("ListSecretVersions");
      case "POST5scheduleDeletion" -> Optional.of("ScheduleSecretDeletion");
      case "POST5cancelDeletion" -> Optional.of("CancelSecretDeletion");
      default -> Optional.empty();
    };
  }

  @Override
  public FakeResponse answer(String operation, OciRequest request) {
    synchronized (state) {
      state.removeDue();
      return switch (operation) {
        case "GetSecretBundle" -> bundles.get(request);
        case "GetSecretBundleByName" -> bundles.getByName(request);
        case "ListSecretBundleVersions" -> bundles.versions(request);
        case "CreateSecret" -> management.create(request);
        case "ListSecrets" -> management.list(request);
        case "GetSecret" -> management.get(request);
        case "UpdateSecret" -> management.update(request);
        case "ListSecretVersions" -> bundles.versions(request);
        case "ScheduleSecretDeletion" -> management.schedule(request);
        default -> management.cancel(request);
      };
    }
  }

  @Override
  public void clear() {
    synchronized (state) {
      state.clear();
    }
  }
}
