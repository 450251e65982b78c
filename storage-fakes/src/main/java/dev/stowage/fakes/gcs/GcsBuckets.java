package dev.stowage.fakes.gcs;

import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Buckets: list, insert, get, patch, delete. */
final class GcsBuckets {

  private static final int PAGE = 1000;

  private final GcsState state;

  GcsBuckets(GcsState state) {
    this.state = state;
  }

  FakeResponse list(GcsCall call) {
    if (call.params().getOrDefault("project", "").isEmpty()) {
      throw GcsError.required("project");
    }
    String after = call.params().getOrDefault("pageToken", "");
    int most = Math.min(PAGE, Integer.parseInt(call.params().getOrDefault("maxResults", "1000")));
    List<FakeBucket> rest =
        state.blobs().buckets().stream().filter(b -> b.name().compareTo(after) > 0).toList();
    List<FakeBucket> page = rest.subList(0, Math.min(most, rest.size()));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("kind", "storage#buckets");
    answer.put("items", page.stream().map(GcsBuckets::resource).toList());
    if (page.size() < rest.size()) {
      answer.put("nextPageToken", page.get(page.size() - 1).name());
    }
    return GcsMetadata.response(
        200, GcsFields.select(answer, call.params().getOrDefault("fields", "")));
  }

  FakeResponse insert(GcsCall call) {
    if (call.params().getOrDefault("project", "").isEmpty()) {
      throw GcsError.required("project");
    }
    Map<?, ?> resource = GcsMetadata.parse(call.request().body());
    Object name = resource.get("name");
    if (name == null) {
      throw GcsError.required("name");
    }
    if (!name.toString().matches("[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]")) {
      throw GcsError.invalid("Invalid bucket name: '" + name + "'");
    }
    if (state.blobs().bucket(name.toString()).isPresent()) {
      throw new GcsError(
          409,
          "conflict",
          "BucketAlreadyOwnedByYou",
          "Your previous request to create the named bucket succeeded and you already own it.");
    }
    FakeBucket bucket = state.blobs().create(name.toString());
    apply(bucket, resource);
    return GcsMetadata.response(200, resource(bucket));
  }

  FakeResponse get(GcsCall call) {
    return GcsMetadata.response(
        200,
        GcsFields.select(resource(state.bucket(call)), call.params().getOrDefault("fields", "")));
  }

  FakeResponse patch(GcsCall call) {
    FakeBucket bucket = state.bucket(call);
    int metageneration =
        Integer.parseInt(bucket.attributes().getOrDefault(GcsState.METAGENERATION, "1"));
    String wanted = call.params().get("ifMetagenerationMatch");
    if (wanted != null && !wanted.equals(Integer.toString(metageneration))) {
      throw GcsError.condition();
    }
    apply(bucket, GcsMetadata.parse(call.request().body()));
    bucket.attributes().put(GcsState.METAGENERATION, Integer.toString(metageneration + 1));
    return GcsMetadata.response(200, resource(bucket));
  }

  FakeResponse delete(GcsCall call) {
    FakeBucket bucket = state.bucket(call);
    if (!bucket.isEmpty()) {
      throw new GcsError(
          409, "conflict", "BucketNotEmpty", "The bucket you tried to delete is not empty.");
    }
    state.blobs().remove(bucket.name());
    return FakeResponse.of(204);
  }

  private static void apply(FakeBucket bucket, Map<?, ?> resource) {
    Map<String, String> attributes = bucket.attributes();
    for (String name : List.of(GcsState.LOCATION, GcsState.STORAGE_CLASS)) {
      if (resource.get(name) != null) {
        attributes.put(name, resource.get(name).toString());
      }
    }
    if (resource.get("versioning") instanceof Map<?, ?> versioning) {
      attributes.put(GcsState.VERSIONING, String.valueOf(versioning.get("enabled")));
    }
    if (resource.get("retentionPolicy") instanceof Map<?, ?> policy) {
      attributes.put(GcsState.RETENTION, String.valueOf(policy.get("retentionPeriod")));
    }
    if (resource.get("softDeletePolicy") instanceof Map<?, ?> policy) {
      String seconds = String.valueOf(policy.get("retentionDurationSeconds"));
      if (seconds.equals("0")) {
        attributes.remove(GcsState.SOFT_DELETE);
      } else {
        attributes.put(GcsState.SOFT_DELETE, seconds);
      }
    }
  }

  private static Map<String, Object> resource(FakeBucket bucket) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("kind", "storage#bucket");
    all.put("id", bucket.name());
    all.put("name", bucket.name());
    all.put("timeCreated", GcsText.isoDate(bucket.created()));
    all.put("metageneration", bucket.attributes().getOrDefault(GcsState.METAGENERATION, "1"));
    all.put("location", bucket.attributes().getOrDefault(GcsState.LOCATION, "US"));
    all.put("storageClass", GcsState.bucketClass(bucket));
    if (GcsState.versioned(bucket)) {
      all.put("versioning", Map.of("enabled", true));
    }
    return all;
  }
}
