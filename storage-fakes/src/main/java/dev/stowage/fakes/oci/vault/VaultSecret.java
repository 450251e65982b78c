package dev.stowage.fakes.oci.vault;

import dev.stowage.fakes.oci.OciAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One secret with its versions. Guarded by the lock of its service. */
final class VaultSecret {
  /**
   * A version.
   *
   * @param content as it was sent, in Base64
   */
  record Version(long number, String name, String content, String contentType, Instant created) {}

  final String id;
  final String name;
  final String vaultId;
  final String compartmentId;
  final String keyId;
  final Instant created;
  final List<Version> versions = new ArrayList<>();
  long current;
  long previous;
  long pending;
  String state = "CREATING";
  int looksLeft;
  @Nullable Instant deletion;

  VaultSecret(
      String id, String name, String vaultId, String compartmentId, String keyId, Instant created) {
    this.id = id;
    this.name = name;
    this.vaultId = vaultId;
    this.compartmentId = compartmentId;
    this.keyId = keyId;
    this.created = created;
  }

  boolean isReadable() {
    return state.equals("ACTIVE") || state.equals("UPDATING");
  }

  /** Makes a version current; the one that was is the previous one. */
  void promote(long number) {
    if (number != current) {
      previous = current;
      current = number;
    }
    if (pending == number) {
      pending = 0;
    }
  }

  @Nullable Version version(long number) {
    return versions.stream().filter(v -> v.number() == number).findFirst().orElse(null);
  }

  long latest() {
    return versions.get(versions.size() - 1).number();
  }

  List<String> stages(Version version) {
    List<String> stages = new ArrayList<>();
    if (version.number() == current) {
      stages.add("CURRENT");
    }
    if (version.number() == pending) {
      stages.add("PENDING");
    }
    if (version.number() == previous) {
      stages.add("PREVIOUS");
    }
    if (stages.isEmpty()) {
      stages.add("DEPRECATED");
    }
    if (version.number() == latest()) {
      stages.add("LATEST");
    }
    return stages;
  }

  /** The version of a stage, or null. */
  @Nullable Version ofStage(String stage) {
    Version found = null;
    for (Version version : versions) {
      if (stages(version).contains(stage)) {
        found = version; // Of several deprecated ones the newest.
      }
    }
    return found;
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("secretName", name);
    json.put("vaultId", vaultId);
    json.put("compartmentId", compartmentId);
    json.put("keyId", keyId);
    json.put("lifecycleState", state);
    json.put("currentVersionNumber", current);
    json.put("timeCreated", OciAccount.rfc3339(created));
    if (deletion != null) {
      json.put("timeOfDeletion", OciAccount.rfc3339(deletion));
    }
    return json;
  }

  Map<String, Object> summary(Version version) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("secretId", id);
    json.put("versionNumber", version.number());
    if (!version.name().isEmpty()) {
      json.put("versionName", version.name());
    }
    json.put("stages", stages(version));
    json.put("timeCreated", OciAccount.rfc3339(version.created()));
    return json;
  }
}
