package dev.stowage.fakes.oci.objects;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.oci.OciAccount;
import dev.stowage.fakes.oci.OciError;
import dev.stowage.fakes.oci.OciJson;
import dev.stowage.fakes.oci.OciRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** ListObjects and ListObjectVersions. */
final class ObjectLists {
  private static final int MOST = 1000;
  private static final Set<String> FIELDS =
      Set.of(
          "name",
          "size",
          "etag",
          "md5",
          "timecreated",
          "timemodified",
          "storagetier",
          "archivalstate");

  private final ObjectStore store;

  ObjectLists(ObjectStore store) {
    this.store = store;
  }

  FakeResponse list(ObjectPath path, OciRequest request) {
    FakeBucket bucket = store.bucket(path);
    Set<String> fields = fields(request);
    String prefix = request.param("prefix").orElse("");
    Optional<String> delimiter = delimiter(request);
    Optional<String> after = request.param("startAfter");
    if (after.isPresent() && request.has("start")) {
      throw OciError.invalidParameter("start and startAfter exclude each other");
    }
    String start = after.orElse(request.param("start").orElse(""));
    Optional<String> end = request.param("end");
    int limit = ObjectStore.pageSize(request.request(), request.param("limit"), MOST);
    List<Object> objects = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    String group = "";
    String next = "";
    for (String key : bucket.keysFrom(start, after.isEmpty())) {
      boolean listed =
          key.startsWith(prefix)
              && bucket.current(key).isPresent()
              && (end.isEmpty() || FakeBucket.UTF8_ORDER.compare(key, end.get()) < 0);
      if (!listed || !group.isEmpty() && key.startsWith(group)) {
        continue;
      }
      if (objects.size() + prefixes.size() >= limit) {
        next = key;
        break;
      }
      int cut = delimiter.isEmpty() ? -1 : key.indexOf(delimiter.get(), prefix.length());
      if (cut >= 0) {
        group = key.substring(0, cut + delimiter.get().length());
        prefixes.add(group);
      } else {
        objects.add(entry(ObjectStore.required(bucket, key), fields));
      }
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("objects", objects);
    if (delimiter.isPresent()) {
      document.put("prefixes", prefixes);
    }
    if (!next.isEmpty()) {
      document.put("nextStartWith", next);
    }
    return OciJson.response(200, document);
  }

  private static Optional<String> delimiter(OciRequest request) {
    Optional<String> delimiter = request.param("delimiter").filter(d -> !d.isEmpty());
    if (delimiter.isPresent() && !delimiter.get().equals("/")) {
      throw OciError.invalidParameter("Only '/' is a supported delimiter at this time");
    }
    return delimiter;
  }

  private static Set<String> fields(OciRequest request) {
    Set<String> fields =
        Set.of(request.param("fields").orElse("name").toLowerCase(Locale.ROOT).split(","));
    if (!FIELDS.containsAll(fields)) {
      throw OciError.invalidParameter("fields has a name that is not one of " + FIELDS);
    }
    return fields;
  }

  private static Map<String, Object> entry(FakeBlob blob, Set<String> fields) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", blob.key());
    if (fields.contains("size")) {
      entry.put("size", blob.size());
    }
    if (fields.contains("etag")) {
      entry.put("etag", blob.etag());
    }
    if (fields.contains("md5")) {
      blob.attribute(ObjectStore.MD5)
          .or(() -> blob.attribute(ObjectStore.MULTIPART_MD5))
          .ifPresent(v -> entry.put("md5", v));
    }
    if (fields.contains("timecreated")) {
      Instant created =
          blob.attribute(ObjectStore.CREATED).map(Instant::parse).orElse(blob.modified());
      entry.put("timeCreated", OciAccount.rfc3339(created));
    }
    if (fields.contains("timemodified")) {
      entry.put("timeModified", OciAccount.rfc3339(blob.modified()));
    }
    if (fields.contains("storagetier")) {
      blob.attribute(ObjectStore.TIER).ifPresent(v -> entry.put("storageTier", v));
    }
    if (fields.contains("archivalstate")) {
      blob.attribute(ObjectStore.ARCHIVAL).ifPresent(v -> entry.put("archivalState", v));
    }
    return entry;
  }

  /** Pages by number of versions passed; the newest of a name first. */
  FakeResponse versions(ObjectPath path, OciRequest request) {
    FakeBucket bucket = store.bucket(path);
    Set<String> fields = fields(request);
    String prefix = request.param("prefix").orElse("");
    int limit = ObjectStore.pageSize(request.request(), request.param("limit"), MOST);
    String page = request.param("page").orElse("0");
    if (!page.matches("[0-9]{1,9}")) {
      throw OciError.invalidParameter("page is not one that was given out");
    }
    int skip = Integer.parseInt(page);
    List<Object> items = new ArrayList<>();
    int passed = 0;
    for (String key : bucket.keys()) {
      for (FakeBlob blob : key.startsWith(prefix) ? bucket.versions(key) : List.<FakeBlob>of()) {
        if (passed++ >= skip && items.size() <= limit) {
          Map<String, Object> item = entry(blob, fields);
          item.put("versionId", blob.version());
          item.put("isDeleteMarker", blob.deleteMarker());
          items.add(item);
        }
      }
    }
    boolean more = items.size() > limit;
    FakeResponse response =
        OciJson.response(
            200, Map.of("items", more ? items.subList(0, limit) : items, "prefixes", List.of()));
    return more ? response.with("opc-next-page", Integer.toString(skip + limit)) : response;
  }
}
