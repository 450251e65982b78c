package dev.stowage.fakes.oci.objects;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakePart;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.FakeUpload;
import dev.stowage.fakes.oci.OciAccount;
import dev.stowage.fakes.oci.OciError;
import dev.stowage.fakes.oci.OciJson;
import dev.stowage.fakes.oci.OciRequest;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Uploads in parts. */
final class ObjectUploads {
  private static final String WANTS_CRC = "wants-crc32c";
  private static final int MOST_PARTS = 10_000;

  private final ObjectStore store;

  ObjectUploads(ObjectStore store) {
    this.store = store;
  }

  FakeResponse create(ObjectPath path, OciRequest request) {
    FakeBucket bucket = store.bucket(path);
    Map<String, @Nullable Object> body = request.json();
    String key = OciJson.text(body, "object");
    ObjectStore.checkName(key);
    ObjectStore.checkWrite(
        bucket, key, request.header("if-match"), request.header("if-none-match"));
    Map<String, String> headers = new TreeMap<>();
    headers.put("content-type", "application/octet-stream");
    for (String name :
        List.of(
            "contentType",
            "contentEncoding",
            "contentLanguage",
            "contentDisposition",
            "cacheControl")) {
      String value = OciJson.text(body, name);
      if (!value.isEmpty()) {
        headers.put(name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT), value);
      }
    }
    Map<String, String> attributes = new TreeMap<>();
    if (ObjectSums.wanted(request)) {
      attributes.put(WANTS_CRC, "true");
    }
    String tier = OciJson.text(body, "storageTier");
    FakeBlob template =
        FakeBlob.builder(key)
            .headers(headers)
            .metadata(metadata(body, "metadata"))
            .attributes(ObjectStore.withTier(attributes, tier.isEmpty() ? "Standard" : tier))
            .build();
    FakeUpload upload = new FakeUpload(UUID.randomUUID().toString(), template, store.now());
    bucket.uploads().put(upload.id(), upload);
    return OciJson.response(200, described(bucket, upload));
  }

  /** Metadata in a document has the names of its headers. */
  static Map<String, String> metadata(Map<String, @Nullable Object> body, String name) {
    Map<String, String> metadata = new TreeMap<>();
    if (body.get(name) instanceof Map<?, ?> given) {
      given.forEach(
          (key, value) -> {
            String header = String.valueOf(key);
            if (!header.startsWith(ObjectWrites.META)) {
              throw new OciError(
                  400, "InvalidMetadata", "The metadata '" + header + "' is no opc-meta- header");
            }
            metadata.put(header.substring(ObjectWrites.META.length()), String.valueOf(value));
          });
    }
    return metadata;
  }

  private Map<String, Object> described(FakeBucket bucket, FakeUpload upload) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("namespace", store.account().namespace());
    document.put("bucket", bucket.name());
    document.put("object", upload.key());
    document.put("uploadId", upload.id());
    document.put("timeCreated", OciAccount.rfc3339(upload.started()));
    document.put("storageTier", upload.template().attribute(ObjectStore.TIER).orElse("Standard"));
    return document;
  }

  private static FakeUpload upload(FakeBucket bucket, ObjectPath path, OciRequest request) {
    return Optional.ofNullable(bucket.uploads().get(request.require("uploadId")))
        .filter(u -> u.key().equals(path.name()))
        .orElseThrow(() -> new OciError(404, "NoSuchUpload", "There is no such upload"));
  }

  FakeResponse put(ObjectPath path, OciRequest request) {
    FakeBucket bucket = store.bucket(path);
    FakeUpload upload = upload(bucket, path, request);
    String number = request.require("uploadPartNum");
    if (!number.matches("[1-9][0-9]{0,4}") || Integer.parseInt(number) > MOST_PARTS) {
      throw OciError.invalidParameter("uploadPartNum is a number from 1 to 10000");
    }
    ObjectSums.check(request);
    FakeBytes content = request.request().stored(request.bytes());
    String md5 = ObjectSums.base64(ObjectSums.md5(content));
    FakePart part =
        new FakePart(
            Integer.parseInt(number),
            content,
            store.newEtag(),
            store.now(),
            Map.of(ObjectStore.MD5, md5));
    upload.parts().put(part.number(), part);
    FakeResponse response =
        FakeResponse.of(200).with("etag", part.etag()).with("opc-content-md5", md5);
    return ObjectSums.wanted(request)
        ? response.with(ObjectSums.CRC, ObjectSums.crc32c(content))
        : response;
  }

  FakeResponse commit(ObjectPath path, OciRequest request) {
    FakeBucket bucket = store.bucket(path);
    FakeUpload upload = upload(bucket, path, request);
    List<FakePart> chosen = chosen(upload, request.json());
    ObjectStore.checkWrite(
        bucket, path.name(), request.header("if-match"), request.header("if-none-match"));
    Optional<FakeResponse> broken = ObjectWrites.errorInside(request);
    if (broken.isPresent()) {
      return broken.get();
    }
    List<FakeBytes> whole = new ArrayList<>();
    ByteArrayOutputStream sums = new ByteArrayOutputStream();
    for (FakePart part : chosen) {
      whole.add(part.bytes());
      sums.writeBytes(ObjectSums.md5(part.bytes()));
    }
    FakeBytes content = request.request().stored(FakeBytes.joined(whole));
    Map<String, String> attributes = new TreeMap<>(upload.template().attributes());
    attributes.put(
        ObjectStore.MULTIPART_MD5,
        ObjectSums.base64(ObjectSums.md5(FakeBytes.of(sums.toByteArray()))) + "-" + chosen.size());
    if (attributes.remove(WANTS_CRC) != null) {
      attributes.put(ObjectStore.CRC, ObjectSums.crc32c(content));
    }
    FakeBlob stored =
        store.store(
            bucket,
            upload.template().toBuilder().content(content).parts(chosen).attributes(attributes));
    bucket.uploads().remove(upload.id());
    return ObjectWrites.acknowledged(bucket, stored);
  }

  /** Each part must be named, to be committed or to be left out. */
  private static List<FakePart> chosen(FakeUpload upload, Map<String, @Nullable Object> body) {
    TreeMap<Integer, FakePart> chosen = new TreeMap<>();
    for (Map<String, @Nullable Object> entry : OciJson.objects(body, "partsToCommit")) {
      Integer number = entry.get("partNum") instanceof Integer n ? n : Integer.valueOf(-1);
      FakePart part = upload.parts().get(number);
      if (part == null || !part.etag().equals(OciJson.text(entry, "etag"))) {
        throw new OciError(
            400, "InvalidUploadPart", "There is no part " + number + " with this ETag");
      }
      if (chosen.put(number, part) != null) {
        throw OciError.invalidParameter("part " + number + " is named twice");
      }
    }
    List<?> excluded = body.get("partsToExclude") instanceof List<?> list ? list : List.of();
    for (int number : upload.parts().keySet()) {
      if (excluded.contains(number) == chosen.containsKey(number)) {
        throw new OciError(
            400,
            "InvalidUploadPart",
            "Part " + number + " must be in partsToCommit or in partsToExclude");
      }
    }
    if (chosen.isEmpty()) {
      throw OciError.invalidParameter("partsToCommit is empty");
    }
    return new ArrayList<>(chosen.values());
  }

  FakeResponse abort(ObjectPath path, OciRequest request) {
    FakeBucket bucket = store.bucket(path);
    bucket.uploads().remove(upload(bucket, path, request).id());
    return FakeResponse.of(204);
  }

  FakeResponse listParts(ObjectPath path, OciRequest request) {
    FakeUpload upload = upload(store.bucket(path), path, request);
    List<Object> all = new ArrayList<>();
    for (FakePart part : upload.parts().values()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("etag", part.etag());
      entry.put("md5", part.attributes().getOrDefault(ObjectStore.MD5, ""));
      entry.put("size", part.size());
      entry.put("partNumber", part.number());
      all.add(entry);
    }
    return paged(request, all);
  }

  FakeResponse list(ObjectPath path, OciRequest request) {
    FakeBucket bucket = store.bucket(path);
    List<Object> all = new ArrayList<>();
    bucket.uploads().values().stream()
        .sorted((a, b) -> FakeBucket.UTF8_ORDER.compare(a.key(), b.key()))
        .forEach(upload -> all.add(described(bucket, upload)));
    return paged(request, all);
  }

  /** A page of a plain list; the pages are numbers of entries passed. */
  static FakeResponse paged(OciRequest request, List<Object> all) {
    int limit = ObjectStore.pageSize(request.request(), request.param("limit"), 1000);
    String page = request.param("page").orElse("0");
    if (!page.matches("[0-9]{1,9}")) {
      throw OciError.invalidParameter("page is not one that was given out");
    }
    int from = Math.min(Integer.parseInt(page), all.size());
    int to = Math.min(from + limit, all.size());
    FakeResponse response = OciJson.response(200, all.subList(from, to));
    return to < all.size() ? response.with("opc-next-page", Integer.toString(to)) : response;
  }
}
