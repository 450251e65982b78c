package dev.stowage.oci.vault;

import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.oci.OciConfig;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How one vault is reached: the parameters of an {@code oci-vault:} URL. Immutable.
 *
 * <p>Reading by name needs the vault alone, reading by OCID not even that; listing needs the
 * compartment, making secrets the compartment and a key.
 */
public final class OciVaultConfig {
  private final State state;

  private OciVaultConfig(State state) {
    this.state = state;
  }

  /** A vault by its OCID; empty for secrets that are named by their OCIDs only. */
  public static OciVaultConfig of(String vaultId) {
    if (!vaultId.isEmpty() && !vaultId.startsWith("ocid1.vault.")) {
      throw StorageException.invalidArgument(
          "\"" + vaultId + "\" is not the OCID of a vault; write oci-vault://ocid1.vault...");
    }
    State state = new State();
    state.vaultId = vaultId;
    return new OciVaultConfig(state);
  }

  static OciVaultConfig of(StorageUrl url) {
    url.allowParams(OciConfig.parametersAnd("compartment", "key"));
    if (!url.path().isEmpty()) {
      throw StorageException.invalidArgument(
          "an oci-vault: URL ends with the vault; " + url.path() + " follows it");
    }
    OciVaultConfig config = of(url.container()).withConnection(OciConfig.of(url));
    if (url.param("compartment").isPresent()) {
      config = config.withCompartment(url.param("compartment").get());
    }
    return url.param("key").isPresent() ? config.withKey(url.param("key").get()) : config;
  }

  /** Where and as whom; an endpoint is that of both services, of reading and of managing. */
  public OciVaultConfig withConnection(OciConfig value) {
    return with(s -> s.connection = value);
  }

  /** The OCID of the compartment in which secrets are made and listed. */
  public OciVaultConfig withCompartment(String value) {
    return with(s -> s.compartment = value);
  }

  /** The OCID of the key that new secrets are encrypted with. */
  public OciVaultConfig withKey(String value) {
    return with(s -> s.key = value);
  }

  String vaultId() {
    return state.vaultId;
  }

  OciConfig connection() {
    return state.connection;
  }

  Optional<String> compartment() {
    return Optional.ofNullable(state.compartment);
  }

  Optional<String> key() {
    return Optional.ofNullable(state.key);
  }

  @Override
  public String toString() {
    return "OciVaultConfig[" + state.vaultId + ", " + state.connection + "]";
  }

  private OciVaultConfig with(Consumer<State> change) {
    State copy = new State();
    copy.vaultId = state.vaultId;
    copy.connection = state.connection;
    copy.compartment = state.compartment;
    copy.key = state.key;
    change.accept(copy);
    return new OciVaultConfig(copy);
  }

  private static final class State {
    private String vaultId = "";
    private OciConfig connection = OciConfig.defaults();
    private @Nullable String compartment;
    private @Nullable String key;
  }
}
