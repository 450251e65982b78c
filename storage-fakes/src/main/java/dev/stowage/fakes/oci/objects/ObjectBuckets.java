package dev.stowage.fakes.oci.objects;

import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.oci.OciAccount;
import dev.stowage.fakes.oci.OciError;
import dev.stowage.fakes.oci.OciJson;
import dev.stowage.fakes.oci.OciRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The namespace and its buckets. */
final class ObjectBuckets {
  private final ObjectStore store;

  ObjectBuckets(ObjectStore store) {
    this.store = store;
  }

  FakeResponse namespace() {
    return OciJson.response(200, store.account().namespace());
  }

  FakeBucket create(String name, String compartment) {
    FakeBucket bucket = store.blobs().create(name);
    bucket.attributes().put(ObjectStore.COMPARTMENT, compartment);
    return bucket;
  }

  FakeResponse create(ObjectPath path, OciRequest request) {
    store.checkNamespace(path);
    Map<String, @Nullable Object> body = request.json();
    String name = OciJson.text(body, "name");
    String compartment = OciJson.text(body, "compartmentId");
    if (!name.matches("[A-Za-z0-9_.-]{1,256}")) {
      throw new OciError(400, "InvalidBucketName", "The bucket name '" + name + "' is not valid");
    }
    if (!store.account().knows(compartment)) {
      throw OciError.notAuthorizedOrNotFound();
    }
    if (store.blobs().bucket(name).isPresent()) {
      throw new OciError(
          409,
          "BucketAlreadyExists",
          "Either the bucket '" + name + "' already exists or you are not authorized to create it");
    }
    FakeBucket bucket = create(name, compartment);
    if ("Enabled".equals(body.get("versioning"))) {
      bucket.attributes().put(ObjectStore.VERSIONING, "Enabled");
    }
    return described(bucket).with("location", request.path() + "/" + name);
  }

  private FakeResponse described(FakeBucket bucket) {
    return OciJson.response(200, document(bucket)).with("etag", etag(bucket));
  }

  private static String etag(FakeBucket bucket) {
    return java.util
        .UUID
        .nameUUIDFromBytes(bucket.name().getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .toString();
  }

  private Map<String, Object> document(FakeBucket bucket) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("namespace", store.account().namespace());
    document.put("name", bucket.name());
    document.put(
        "compartmentId",
        bucket.attributes().getOrDefault(ObjectStore.COMPARTMENT, store.account().compartment()));
    document.put("timeCreated", OciAccount.rfc3339(bucket.created()));
    document.put("etag", etag(bucket));
    document.put("storageTier", "Standard");
    document.put("publicAccessType", "NoPublicAccess");
    document.put(
        "versioning", bucket.attributes().getOrDefault(ObjectStore.VERSIONING, "Disabled"));
    return document;
  }

  FakeResponse list(ObjectPath path, OciRequest request) {
    store.checkNamespace(path);
    String compartment = request.require("compartmentId");
    if (!store.account().knows(compartment)) {
      throw OciError.notAuthorizedOrNotFound();
    }
    List<Object> all = new ArrayList<>();
    for (FakeBucket bucket : store.blobs().buckets()) {
      Map<String, Object> document = document(bucket);
      if (compartment.equals(document.get("compartmentId"))) {
        all.add(document);
      }
    }
    return ObjectUploads.paged(request, all);
  }

  FakeResponse get(ObjectPath path) {
    return described(store.bucket(path));
  }

  FakeResponse head(ObjectPath path) {
    return FakeResponse.of(200).with("etag", etag(store.bucket(path)));
  }

  FakeResponse delete(ObjectPath path) {
    FakeBucket bucket = store.bucket(path);
    if (!bucket.isEmpty() || !bucket.uploads().isEmpty()) {
      throw new OciError(
          409,
          "BucketNotEmpty",
          "Bucket named '"
              + bucket.name()
              + "' is not empty. Delete all"
              + " object versions and uploads first.");
    }
    store.blobs().remove(bucket.name());
    return FakeResponse.of(204);
  }
}
