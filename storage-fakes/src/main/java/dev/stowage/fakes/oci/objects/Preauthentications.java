package dev.stowage.fakes.oci.objects;

import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.oci.OciAccount;
import dev.stowage.fakes.oci.OciError;
import dev.stowage.fakes.oci.OciJson;
import dev.stowage.fakes.oci.OciRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Pre-authenticated requests: what the holder of a path may do without a signature. */
final class Preauthentications {
  private static final Set<String> TYPES =
      Set.of(
          "ObjectRead",
          "ObjectWrite",
          "ObjectReadWrite",
          "AnyObjectRead",
          "AnyObjectWrite",
          "AnyObjectReadWrite");

  private record Entry(
      String id,
      String name,
      String token,
      String bucket,
      String object,
      String type,
      Instant created,
      Instant expires) {}

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final ObjectStore store;

  Preauthentications(ObjectStore store) {
    this.store = store;
  }

  FakeResponse create(ObjectPath path, OciRequest request) {
    FakeBucket bucket = store.bucket(path);
    Map<String, @Nullable Object> body = request.json();
    String name = OciJson.text(body, "name");
    String type = OciJson.text(body, "accessType");
    String object = OciJson.text(body, "objectName");
    if (name.isEmpty() || !TYPES.contains(type)) {
      throw OciError.invalidParameter("name and a known accessType are required");
    }
    if (type.startsWith("Object") && object.isEmpty()) {
      throw OciError.invalidParameter("objectName is required for " + type);
    }
    Instant expires = expires(OciJson.text(body, "timeExpires"));
    Entry entry =
        new Entry(
            UUID.randomUUID().toString(),
            name,
            UUID.randomUUID().toString().replace("-", ""),
            bucket.name(),
            object,
            type,
            store.now(),
            expires);
    entries.put(entry.id(), entry);
    Map<String, Object> document = document(entry);
    String uri =
        "/p/"
            + entry.token()
            + "/n/"
            + store.account().namespace()
            + "/b/"
            + bucket.name()
            + "/o/"
            + (type.startsWith("Object") ? encoded(object) : "");
    document.put("accessUri", uri);
    return OciJson.response(200, document);
  }

  private Instant expires(String text) {
    try {
      Instant expires = OffsetDateTime.parse(text).toInstant();
      if (expires.isAfter(store.account().now())) {
        return expires;
      }
    } catch (DateTimeException e) {
      throw OciError.invalidParameter("timeExpires is not a time of RFC 3339");
    }
    throw OciError.invalidParameter("timeExpires must be in the future");
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }

  private static Map<String, Object> document(Entry entry) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", entry.id());
    document.put("name", entry.name());
    if (!entry.object().isEmpty()) {
      document.put("objectName", entry.object());
    }
    document.put("accessType", entry.type());
    document.put("timeCreated", OciAccount.rfc3339(entry.created()));
    document.put("timeExpires", OciAccount.rfc3339(entry.expires()));
    return document;
  }

  FakeResponse list(ObjectPath path, OciRequest request) {
    FakeBucket bucket = store.bucket(path);
    List<Object> all = new ArrayList<>();
    for (Entry entry : entries.values()) {
      if (entry.bucket().equals(bucket.name())) {
        all.add(document(entry));
      }
    }
    return ObjectUploads.paged(request, all);
  }

  FakeResponse delete(ObjectPath path) {
    store.bucket(path);
    if (entries.remove(path.name()) == null) {
      throw OciError.notAuthorizedOrNotFound();
    }
    return FakeResponse.of(204);
  }

  /** Refuses what the token does not allow, in the words for what is not there. */
  void check(ObjectPath path, ObjectOperation operation) {
    boolean read =
        operation == ObjectOperation.GET_OBJECT || operation == ObjectOperation.HEAD_OBJECT;
    boolean write = operation == ObjectOperation.PUT_OBJECT;
    for (Entry entry : entries.values()) {
      boolean one = entry.type().startsWith("Object");
      boolean named =
          one ? path.name().equals(entry.object()) : path.name().startsWith(entry.object());
      boolean allowed =
          read && entry.type().contains("Read") || write && entry.type().contains("Write");
      if (entry.token().equals(path.token())
          && entry.bucket().equals(path.bucket())
          && path.namespace().equals(store.account().namespace())
          && named
          && allowed
          && store.account().now().isBefore(entry.expires())) {
        return;
      }
    }
    throw OciError.notAuthorizedOrNotFound();
  }

  void clear() {
    entries.clear();
  }
}
