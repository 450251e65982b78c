package dev.stowage.oci.vault;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.oci.OciCall;
import dev.stowage.oci.OciWire;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the OCIDs of secrets by their names, and remembers them: an OCID is what everything but
 * reading asks for. Thread-safe.
 */
final class VaultNames {
  static final String OCID = "ocid1.vaultsecret.";
  private static final int KEPT = 10_000;

  private final OciVaultConfig config;
  private final OciWire reading;
  private final OciWire managing;
  private final Map<String, String> ids =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > KEPT;
        }
      };

  VaultNames(OciVaultConfig config, OciWire reading, OciWire managing) {
    this.config = config;
    this.reading = reading;
    this.managing = managing;
  }

  static boolean isOcid(String name) {
    return name.startsWith(OCID);
  }

  Optional<String> known(String name) {
    if (isOcid(name)) {
      return Optional.of(name);
    }
    synchronized (ids) {
      return Optional.ofNullable(ids.get(name));
    }
  }

  void learn(String name, String id) {
    synchronized (ids) {
      ids.put(name, id);
    }
  }

  void forget(String name) {
    synchronized (ids) {
      ids.remove(name);
    }
  }

  /** The OCID of a secret that can be used; NOT_FOUND when there is none. */
  String id(String name) throws IOException {
    Optional<String> known = known(name);
    if (known.isPresent()) {
      return known.get();
    }
    String id;
    if (config.compartment().isPresent()) {
      JsonNode secret = find(name).orElseThrow(() -> missing(name));
      if (isGoing(secret)) {
        throw missing(name);
      }
      id = secret.path("id").asText();
    } else {
      // The only other way to the OCID leads through the content.
      id =
          reading
              .document(
                  OciCall.of("POST", "/20190301/secretbundles/actions/getByName")
                      .query("secretName", name)
                      .query("vaultId", config.vaultId())
                      .json(new byte[0]))
              .path("secretId")
              .asText();
    }
    learn(name, id);
    return id;
  }

  /** What the service says of a secret, be it one that waits for its deletion. */
  Optional<JsonNode> find(String name) throws IOException {
    if (isOcid(name)) {
      return Optional.of(managing.document(OciCall.of("GET", "/20180608/secrets/" + name)));
    }
    JsonNode found =
        managing.document(
            OciCall.of("GET", "/20180608/secrets")
                .query("compartmentId", compartment())
                .query("vaultId", config.vaultId())
                .query("name", name));
    for (JsonNode secret : found) {
      boolean gone = secret.path("lifecycleState").asText().equals("DELETED");
      if (secret.path("secretName").asText().equals(name) && !gone) {
        return Optional.of(secret);
      }
    }
    return Optional.empty();
  }

  String compartment() {
    return config
        .compartment()
        .orElseThrow(
            () ->
                StorageException.invalidArgument(
                    "the vault was opened without its compartment; add compartment=ocid1... to its"
                        + " URL"));
  }

  static boolean isGoing(JsonNode secret) {
    return switch (secret.path("lifecycleState").asText()) {
      case "PENDING_DELETION", "SCHEDULING_DELETION", "DELETING", "DELETED" -> true;
      default -> false;
    };
  }

  static StorageException missing(String name) {
    return StorageException.of(ErrorCode.NOT_FOUND, "there is no secret of this name");
  }
}
