package dev.stowage.fakes.swift;

import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.text.JsonDocument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a cluster says of itself to everybody. */
final class SwiftInfo {
  /** Where containers are kept; the first is the default. */
  static final List<String> POLICIES = List.of("gold", "silver");

  private SwiftInfo() {}

  static FakeResponse answer(SwiftLimits limits) {
    Map<String, Object> all = new LinkedHashMap<>();
    Map<String, Object> swift = new LinkedHashMap<>();
    swift.put("version", limits.version());
    swift.put("max_file_size", limits.maxFileSize());
    swift.put("max_object_name_length", SwiftLimits.NAME);
    swift.put("max_container_name_length", limits.longestContainer());
    swift.put("container_listing_limit", SwiftLimits.LISTING);
    swift.put("account_listing_limit", SwiftLimits.LISTING);
    swift.put("max_meta_count", SwiftLimits.META_COUNT);
    swift.put("max_meta_name_length", SwiftLimits.META_NAME);
    swift.put("max_meta_value_length", SwiftLimits.META_VALUE);
    swift.put("max_meta_overall_size", SwiftLimits.META_ALL);
    swift.put("account_autocreate", true);
    swift.put(
        "policies",
        List.of(
            Map.of("name", POLICIES.get(1), "aliases", POLICIES.get(1)),
            Map.of("name", POLICIES.get(0), "aliases", POLICIES.get(0), "default", true)));
    all.put("swift", swift);
    all.put(
        "slo",
        Map.of(
            "max_manifest_segments", limits.maxSegments(),
            "max_manifest_size", limits.maxManifestSize(),
            "min_segment_size", 1));
    all.put("dlo", Map.of());
    if (limits.bulkDelete()) {
      all.put(
          "bulk_delete",
          Map.of(
              "max_deletes_per_request", SwiftLimits.DELETES,
              "max_failed_deletes", SwiftLimits.FAILED_DELETES));
    }
    Map<String, Object> tempUrl = new LinkedHashMap<>();
    tempUrl.put("methods", List.of("GET", "HEAD", "PUT", "POST", "DELETE"));
    if (!limits.legacy()) {
      tempUrl.put("allowed_digests", limits.digests());
    }
    all.put("tempurl", tempUrl);
    all.put("container_quotas", Map.of());
    all.put("account_quotas", Map.of());
    all.put("tempauth", Map.of("account_acls", true));
    return FakeResponse.of(200)
        .with("Content-Type", "application/json; charset=UTF-8")
        .withBody(JsonDocument.ascii(all));
  }
}
