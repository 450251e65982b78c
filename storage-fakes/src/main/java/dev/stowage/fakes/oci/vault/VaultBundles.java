package dev.stowage.fakes.oci.vault;

import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.oci.OciError;
import dev.stowage.fakes.oci.OciJson;
import dev.stowage.fakes.oci.OciRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reading: one version with its content, or all versions without. */
final class VaultBundles {
  private static final int PAGE = 3;
  private static final Set<String> STAGES =
      Set.of("CURRENT", "PENDING", "LATEST", "PREVIOUS", "DEPRECATED");

  private final VaultState state;

  VaultBundles(VaultState state) {
    this.state = state;
  }

  FakeResponse get(OciRequest request) {
    return bundle(request, readable(request.segment(2)));
  }

  FakeResponse getByName(OciRequest request) {
    VaultState.checkVault(request.require("vaultId"));
    VaultSecret secret =
        state
            .named(request.require("vaultId"), request.require("secretName"))
            .orElseThrow(OciError::notAuthorizedOrNotFound);
    return bundle(request, readable(secret.id));
  }

  private VaultSecret readable(String id) {
    if (!id.startsWith("ocid1.vaultsecret.")) {
      throw OciError.invalidParameter("Invalid secretId " + id);
    }
    VaultSecret secret = state.require(id);
    if (!secret.isReadable()) {
      throw OciError.notAuthorizedOrNotFound();
    }
    return secret;
  }

  private static FakeResponse bundle(OciRequest request, VaultSecret secret) {
    VaultSecret.Version version = selected(request, secret);
    if (version == null) {
      throw OciError.notAuthorizedOrNotFound();
    }
    Map<String, Object> json = secret.summary(version);
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("contentType", version.contentType());
    content.put("content", version.content());
    json.put("secretBundleContent", content);
    json.put("metadata", Map.of());
    return OciJson.response(200, json).with("etag", "v" + version.number());
  }

  private static VaultSecret.@Nullable Version selected(OciRequest request, VaultSecret secret) {
    int selectors = 0;
    for (String each : List.of("stage", "versionNumber", "secretVersionName")) {
      selectors += request.has(each) ? 1 : 0;
    }
    if (selectors > 1) {
      throw OciError.invalidParameter("Only one of stage, versionNumber, secretVersionName");
    }
    if (request.has("versionNumber")) {
      String number = request.require("versionNumber");
      if (!number.matches("[0-9]{1,18}")) {
        throw OciError.invalidParameter("Invalid versionNumber " + number);
      }
      return secret.version(Long.parseLong(number));
    }
    if (request.has("secretVersionName")) {
      String name = request.require("secretVersionName");
      return secret.versions.stream().filter(v -> v.name().equals(name)).findFirst().orElse(null);
    }
    String stage = request.param("stage").orElse("CURRENT");
    if (!STAGES.contains(stage)) {
      throw OciError.invalidParameter("Invalid stage " + stage);
    }
    return secret.ofStage(stage);
  }

  FakeResponse versions(OciRequest request) {
    VaultSecret secret = readable(request.segment(2));
    Comparator<VaultSecret.Version> byNumber = Comparator.comparing(VaultSecret.Version::number);
    boolean ascending = request.param("sortOrder").orElse("DESC").equals("ASC");
    List<VaultSecret.Version> all = new ArrayList<>(secret.versions);
    all.sort(ascending ? byNumber : byNumber.reversed());
    List<Object> items = new ArrayList<>();
    all.forEach(version -> items.add(secret.summary(version)));
    return page(request, items, PAGE);
  }

  /** One page of a list, which these services answer without an object around it. */
  static FakeResponse page(OciRequest request, List<Object> items, int size) {
    int from = Integer.parseInt(request.param("page").orElse("0"));
    int limit = Math.min(size, Integer.parseInt(request.param("limit").orElse("1000")));
    int to = Math.min(items.size(), from + limit);
    FakeResponse response = OciJson.response(200, items.subList(Math.min(from, to), to));
    return to < items.size() ? response.with("opc-next-page", Integer.toString(to)) : response;
  }
}
