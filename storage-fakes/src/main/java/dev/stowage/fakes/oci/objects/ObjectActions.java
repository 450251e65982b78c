package dev.stowage.fakes.oci.objects;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.FaultClaim;
import dev.stowage.fakes.FaultKind;
import dev.stowage.fakes.oci.OciAccount;
import dev.stowage.fakes.oci.OciError;
import dev.stowage.fakes.oci.OciJson;
import dev.stowage.fakes.oci.OciRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is asked of a bucket's objects as an action. */
final class ObjectActions {
  private static final int MOST_DELETED = 1000;

  private final ObjectStore store;
  private final ObjectWrites writes;
  private final WorkRequests work;

  ObjectActions(ObjectStore store, ObjectWrites writes, WorkRequests work) {
    this.store = store;
    this.writes = writes;
    this.work = work;
  }

  private static String required(Map<String, @Nullable Object> body, String name) {
    String value = OciJson.text(body, name);
    if (value.isEmpty()) {
      throw OciError.invalidParameter(name + " must not be null or empty");
    }
    return value;
  }

  private static Optional<String> optional(Map<String, @Nullable Object> body, String name) {
    return Optional.of(OciJson.text(body, name)).filter(v -> !v.isEmpty());
  }

  /** Accepts a copy, which is made later. */
  FakeResponse copy(ObjectPath path, OciRequest request) {
    FakeBucket from = store.bucket(path);
    Map<String, @Nullable Object> body = request.json();
    String key = required(body, "sourceObjectName");
    String to = required(body, "destinationObjectName");
    ObjectStore.checkName(to);
    String bucket = required(body, "destinationBucket");
    if (!required(body, "destinationRegion").equals(store.account().region())
        || !required(body, "destinationNamespace").equals(store.account().namespace())) {
      throw OciError.invalidParameter("This fake has one region and one namespace");
    }
    store.bucket(bucket);
    source(from, key, body);
    Optional<FaultClaim> broken = request.request().fault(FaultKind.ERROR_INSIDE_200);
    broken.ifPresent(FaultClaim::fire);
    String id =
        work.accept(
            () -> {
              if (broken.isPresent()) {
                String code = broken.get().fault().code().orElse("InternalServerError");
                throw new OciError(500, code, "The copy failed.");
              }
              copyNow(source(from, key, body), store.bucket(bucket), to, body, request);
            });
    return FakeResponse.of(202).with("opc-work-request-id", id);
  }

  private static FakeBlob source(FakeBucket from, String key, Map<String, @Nullable Object> body) {
    FakeBlob source = ObjectStore.required(from, key, optional(body, "sourceVersionId"));
    Optional<String> match = optional(body, "sourceObjectIfMatchETag");
    if (match.isPresent() && !match.get().equals(source.etag())) {
      throw new OciError(412, "IfMatchFailed", "The source has another ETag");
    }
    return source;
  }

  private void copyNow(
      FakeBlob source,
      FakeBucket bucket,
      String to,
      Map<String, @Nullable Object> body,
      OciRequest request) {
    ObjectStore.checkWrite(
        bucket,
        to,
        optional(body, "destinationObjectIfMatchETag"),
        optional(body, "destinationObjectIfNoneMatchETag"));
    Map<String, String> attributes = new TreeMap<>(source.attributes());
    attributes.remove(ObjectStore.CREATED);
    String tier =
        optional(body, "destinationObjectStorageTier")
            .orElse(source.attribute(ObjectStore.TIER).orElse("Standard"));
    FakeBlob.Builder copy =
        FakeBlob.builder(to)
            .content(request.request().stored(source.bytes()))
            .headers(source.headers())
            .metadata(
                body.containsKey("destinationObjectMetadata")
                    ? ObjectUploads.metadata(body, "destinationObjectMetadata")
                    : source.metadata())
            .attributes(ObjectStore.withTier(attributes, tier));
    store.store(bucket, copy);
  }

  FakeResponse rename(ObjectPath path, OciRequest request) {
    FakeBucket bucket = store.bucket(path);
    Map<String, @Nullable Object> body = request.json();
    FakeBlob source = ObjectStore.required(bucket, required(body, "sourceName"));
    String to = required(body, "newName");
    ObjectStore.checkName(to);
    Optional<String> match = optional(body, "srcObjIfMatchETag");
    if (match.isPresent() && !match.get().equals(source.etag())) {
      throw new OciError(412, "IfMatchFailed", "The source has another ETag");
    }
    ObjectStore.checkWrite(
        bucket, to, optional(body, "newObjIfMatchETag"), optional(body, "newObjIfNoneMatchETag"));
    FakeBlob.Builder renamed =
        FakeBlob.builder(to)
            .content(source.bytes())
            .headers(source.headers())
            .metadata(source.metadata())
            .attributes(source.attributes());
    FakeBlob stored = store.store(bucket, renamed);
    writes.remove(bucket, source);
    return FakeResponse.of(200)
        .with("etag", stored.etag())
        .with("last-modified", OciAccount.httpDate(stored.modified()));
  }

  FakeResponse restore(ObjectPath path, OciRequest request) {
    FakeBucket bucket = store.bucket(path);
    Map<String, @Nullable Object> body = request.json();
    FakeBlob blob = ObjectStore.required(bucket, required(body, "objectName"));
    int hours = body.get("hours") instanceof Integer n ? n : 24;
    if (hours < 1 || hours > 240) {
      throw OciError.invalidParameter("hours must be from 1 to 240");
    }
    if (blob.attribute(ObjectStore.ARCHIVAL).filter("Archived"::equals).isEmpty()) {
      throw new OciError(409, "ObjectAlreadyBeingRestored", "The object is not archived");
    }
    Map<String, String> attributes = new TreeMap<>(blob.attributes());
    attributes.put(ObjectStore.ARCHIVAL, "Restored");
    attributes.put(
        ObjectStore.ARCHIVED_AT, OciAccount.rfc3339(store.now().plus(Duration.ofHours(hours))));
    bucket.replace(blob.toBuilder().attributes(attributes).build());
    return FakeResponse.of(202);
  }

  FakeResponse changeTier(ObjectPath path, OciRequest request) {
    FakeBucket bucket = store.bucket(path);
    Map<String, @Nullable Object> body = request.json();
    FakeBlob blob = ObjectStore.required(bucket, required(body, "objectName"));
    String tier = ObjectStore.tier(required(body, "storageTier"));
    boolean archived = blob.attribute(ObjectStore.ARCHIVAL).filter("Archived"::equals).isPresent();
    if (archived && !tier.equals("Archive")) {
      throw new OciError(409, "NotRestored", "The object is archived and has to be restored first");
    }
    bucket.replace(
        blob.toBuilder().attributes(ObjectStore.withTier(blob.attributes(), tier)).build());
    return FakeResponse.of(200);
  }

  FakeResponse deleteMany(ObjectPath path, OciRequest request) {
    FakeBucket bucket = store.bucket(path);
    Map<String, @Nullable Object> body = request.json();
    List<Map<String, @Nullable Object>> objects = OciJson.objects(body, "objects");
    if (objects.isEmpty() || objects.size() > MOST_DELETED) {
      throw OciError.invalidParameter("objects must have from 1 to 1000 entries");
    }
    boolean broken = request.request().fault(FaultKind.ERROR_INSIDE_200).isPresent();
    request.request().fault(FaultKind.ERROR_INSIDE_200).ifPresent(FaultClaim::fire);
    List<Object> deleted = new ArrayList<>();
    List<Object> failed = new ArrayList<>();
    for (Map<String, @Nullable Object> entry : objects) {
      String key = required(entry, "objectName");
      try {
        if (broken) {
          throw new OciError(503, "ServiceUnavailable", "The service failed.");
        }
        FakeBlob current = ObjectStore.required(bucket, key);
        Optional<String> match = optional(entry, "ifMatch");
        if (match.isPresent() && !match.get().equals(current.etag())) {
          throw new OciError(412, "IfMatchFailed", "The object has another ETag");
        }
        writes.remove(bucket, current);
        deleted.add(Map.of("objectName", key, "timeLastModified", OciAccount.rfc3339(store.now())));
      } catch (OciError e) {
        failed.add(
            Map.of(
                "objectName",
                key,
                "statusCode",
                e.status(),
                "errorMessage",
                String.valueOf(e.getMessage())));
      }
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put(
        "deleted", Boolean.TRUE.equals(body.get("isSkipDeletedResult")) ? List.of() : deleted);
    document.put("failed", failed);
    return OciJson.response(200, document);
  }
}
