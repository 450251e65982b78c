package dev.stowage.fakes.oci.objects;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakeHeaders;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.FaultClaim;
import dev.stowage.fakes.FaultKind;
import dev.stowage.fakes.oci.OciAccount;
import dev.stowage.fakes.oci.OciError;
import dev.stowage.fakes.oci.OciJson;
import dev.stowage.fakes.oci.OciRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** PutObject and DeleteObject. */
final class ObjectWrites {
  static final String META = "opc-meta-";
  private static final int MOST_METADATA = 2048;
  private static final List<String> STANDARD =
      List.of(
          "content-type",
          "content-encoding",
          "content-language",
          "content-disposition",
          "cache-control");

  private final ObjectStore store;

  ObjectWrites(ObjectStore store) {
    this.store = store;
  }

  FakeResponse put(ObjectPath path, OciRequest request) {
    FakeBucket bucket = store.bucket(path);
    checkHead(path, request, bucket);
    Optional<FakeResponse> broken = errorInside(request);
    if (broken.isPresent()) {
      return broken.get();
    }
    ObjectSums.check(request);
    FakeBytes content = request.request().stored(request.bytes());
    Map<String, String> attributes = new TreeMap<>();
    attributes.put(ObjectStore.MD5, ObjectSums.base64(ObjectSums.md5(content)));
    if (ObjectSums.wanted(request)) {
      attributes.put(ObjectStore.CRC, ObjectSums.crc32c(content));
    }
    FakeBlob.Builder blob =
        FakeBlob.builder(path.name())
            .content(content)
            .headers(standard(request.request().headers()))
            .metadata(metadata(request.request().headers()))
            .attributes(
                ObjectStore.withTier(
                    attributes, request.header("storage-tier").orElse("Standard")));
    return acknowledged(bucket, store.store(bucket, blob));
  }

  /** What can be refused before the content is there. */
  void checkHead(ObjectPath path, OciRequest head, FakeBucket bucket) {
    if (!head.request().headers().has("Content-Length")) {
      throw new OciError(411, "MissingContentLength", "The Content-Length header is required");
    }
    ObjectStore.checkName(path.name());
    ObjectStore.tier(head.header("storage-tier").orElse("Standard"));
    int bytes = 0;
    for (Map.Entry<String, String> entry : metadata(head.request().headers()).entrySet()) {
      bytes += entry.getKey().length() + entry.getValue().length();
    }
    if (bytes > MOST_METADATA) {
      throw new OciError(400, "InvalidMetadata", "The metadata has more than 2048 bytes");
    }
    ObjectStore.checkWrite(
        bucket, path.name(), head.header("if-match"), head.header("if-none-match"));
  }

  /** A gateway's error with the wrong status; nothing was written. */
  static Optional<FakeResponse> errorInside(OciRequest request) {
    Optional<FaultClaim> claim = request.request().fault(FaultKind.ERROR_INSIDE_200);
    claim.ifPresent(FaultClaim::fire);
    return claim.map(
        due ->
            OciJson.response(
                200,
                Map.of(
                    "code",
                    due.fault().code().orElse("InternalServerError"),
                    "message",
                    "The service failed.")));
  }

  static Map<String, String> standard(FakeHeaders headers) {
    Map<String, String> kept = new TreeMap<>();
    for (String name : STANDARD) {
      headers.first(name).ifPresent(value -> kept.put(name, value));
    }
    kept.putIfAbsent("content-type", "application/octet-stream");
    return kept;
  }

  static Map<String, String> metadata(FakeHeaders headers) {
    Map<String, String> metadata = new TreeMap<>();
    for (FakeHeaders.Line line : headers.lines()) {
      String name = line.name().toLowerCase(Locale.ROOT);
      if (name.startsWith(META)) {
        metadata.put(name.substring(META.length()), line.value().strip());
      }
    }
    return metadata;
  }

  /** What the answer to a write says. */
  static FakeResponse acknowledged(FakeBucket bucket, FakeBlob blob) {
    FakeResponse response =
        FakeResponse.of(200)
            .with("etag", blob.etag())
            .with("last-modified", OciAccount.httpDate(blob.modified()));
    Optional<String> md5 = blob.attribute(ObjectStore.MD5);
    if (md5.isPresent()) {
      response = response.with("opc-content-md5", md5.get());
    }
    Optional<String> parts = blob.attribute(ObjectStore.MULTIPART_MD5);
    if (parts.isPresent()) {
      response = response.with("opc-multipart-md5", parts.get());
    }
    Optional<String> crc = blob.attribute(ObjectStore.CRC);
    if (crc.isPresent()) {
      response = response.with(ObjectSums.CRC, crc.get());
    }
    return ObjectStore.versioned(bucket) ? response.with("version-id", blob.version()) : response;
  }

  FakeResponse delete(ObjectPath path, OciRequest request) {
    FakeBucket bucket = store.bucket(path);
    Optional<String> version = request.param("versionId");
    if (version.isPresent()) {
      if (!bucket.remove(path.name(), version.get())) {
        throw ObjectStore.noSuchObject(bucket, path.name());
      }
      return FakeResponse.of(204).with("version-id", version.get());
    }
    FakeBlob current = ObjectStore.required(bucket, path.name());
    Optional<String> match = request.header("if-match");
    if (match.isPresent() && !match.get().equals(current.etag())) {
      throw new OciError(
          412, "IfMatchFailed", "The If-Match header does not match the object's ETag");
    }
    FakeResponse response =
        FakeResponse.of(204).with("last-modified", OciAccount.httpDate(store.now()));
    return response.with("version-id", remove(bucket, current));
  }

  /** Removes what is there, or covers it with a mark where versions are kept. */
  String remove(FakeBucket bucket, FakeBlob current) {
    if (!ObjectStore.versioned(bucket)) {
      bucket.remove(current.key(), current.version());
      return current.version();
    }
    return store.store(bucket, FakeBlob.builder(current.key()).deleteMarker(true)).version();
  }
}
