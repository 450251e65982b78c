package dev.stowage.swift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.stowage.http.HttpResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a cluster says of itself at {@code /info}. Where it says nothing, because the operator
 * switched that off or it is no Swift, the defaults of Swift 2.15.1 hold.
 */
public final class SwiftInfo {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode root;

  private SwiftInfo(JsonNode root) {
    this.root = root;
  }

  static SwiftInfo unknown() {
    return new SwiftInfo(MissingNode.getInstance());
  }

  static SwiftInfo ask(SwiftWire wire) throws IOException {
    try (HttpResponse response = wire.beside("/info")) {
      if (response.status() != 200) {
        return unknown();
      }
      return new SwiftInfo(JSON.readTree(response.body()));
    }
  }

  /** False when the cluster tells nothing, and defaults stand for it. */
  public boolean told() {
    return !root.isMissingNode();
  }

  /** Swift's version, where it is told. */
  public Optional<String> version() {
    return Optional.ofNullable(root.path("swift").path("version").textValue());
  }

  /** Whether a middleware such as {@code slo}, {@code bulk_delete} or {@code tempurl} is there. */
  public boolean has(String middleware) {
    return root.has(middleware);
  }

  public long maxFileSize() {
    return root.path("swift").path("max_file_size").asLong(5_368_709_122L);
  }

  public int maxManifestSegments() {
    return root.path("slo").path("max_manifest_segments").asInt(1000);
  }

  public int maxManifestSize() {
    return root.path("slo").path("max_manifest_size").asInt(2 << 20);
  }

  public int maxBulkDeletes() {
    return root.path("bulk_delete").path("max_deletes_per_request").asInt(10_000);
  }

  /** Names of storage policies, the default one first. */
  public List<String> policies() {
    List<String> names = new ArrayList<>();
    for (JsonNode policy : root.path("swift").path("policies")) {
      names.add(
          policy.path("default").asBoolean() ? 0 : names.size(), policy.path("name").asText());
    }
    return names;
  }

  /** The digest to sign a temporary URL with: the strongest that both sides know. */
  public String tempUrlDigest() {
    List<String> allowed = new ArrayList<>();
    root.path("tempurl").path("allowed_digests").forEach(one -> allowed.add(one.asText()));
    for (String digest : List.of("sha256", "sha512")) {
      if (allowed.contains(digest)) {
        return digest;
      }
    }
    return "sha1";
  }

  /** What temporary URLs may be signed for. */
  public List<String> tempUrlMethods() {
    JsonNode methods = root.path("tempurl").path("methods");
    if (methods.isMissingNode()) {
      return List.of("GET", "HEAD", "PUT", "POST", "DELETE");
    }
    List<String> names = new ArrayList<>();
    methods.forEach(one -> names.add(one.asText()));
    return names;
  }

  /** The whole answer, as JSON. */
  @Override
  public String toString() {
    return root.isMissingNode() ? "{}" : root.toString();
  }
}
