package dev.stowage.fakes.oci.objects;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.oci.OciAccount;
import dev.stowage.fakes.oci.OciError;
import dev.stowage.fakes.oci.OciRequest;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** GetObject and HeadObject. */
final class ObjectReads {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");
  private static final Map<String, String> OVERRIDES =
      Map.of(
          "httpResponseContentDisposition", "content-disposition",
          "httpResponseCacheControl", "cache-control",
          "httpResponseContentType", "content-type",
          "httpResponseContentLanguage", "content-language",
          "httpResponseContentEncoding", "content-encoding");

  private final ObjectStore store;

  ObjectReads(ObjectStore store) {
    this.store = store;
  }

  FakeResponse get(ObjectPath path, OciRequest request) {
    FakeBucket bucket = store.bucket(path);
    FakeBlob blob = ObjectStore.required(bucket, path.name(), request.param("versionId"));
    Optional<String> match = request.header("if-match");
    if (match.isPresent() && !match.get().equals(blob.etag())) {
      throw new OciError(
          412, "IfMatchFailed", "The If-Match header does not match the object's ETag");
    }
    if (request.header("if-none-match").filter(blob.etag()::equals).isPresent()) {
      return FakeResponse.of(304).with("etag", blob.etag());
    }
    boolean read = request.method().equals("GET");
    if (read && blob.attribute(ObjectStore.ARCHIVAL).filter("Archived"::equals).isPresent()) {
      throw new OciError(409, "NotRestored", "The object is archived and has to be restored first");
    }
    FakeResponse response = described(bucket, blob);
    for (Map.Entry<String, String> override : OVERRIDES.entrySet()) {
      Optional<String> value = request.param(override.getKey());
      if (value.isPresent()) {
        response = response.replacing(override.getValue(), value.get());
      }
    }
    return read ? ranged(response, request, blob) : response.withBody(blob.bytes());
  }

  private static FakeResponse described(FakeBucket bucket, FakeBlob blob) {
    FakeResponse response =
        FakeResponse.of(200)
            .with("etag", blob.etag())
            .with("last-modified", OciAccount.httpDate(blob.modified()))
            .with("accept-ranges", "bytes")
            .with("storage-tier", blob.attribute(ObjectStore.TIER).orElse("Standard"));
    for (Map.Entry<String, String> header : blob.headers().entrySet()) {
      response = response.with(header.getKey(), header.getValue());
    }
    for (Map.Entry<String, String> entry : blob.metadata().entrySet()) {
      response = response.with(ObjectWrites.META + entry.getKey(), entry.getValue());
    }
    response = with(response, "content-md5", blob.attribute(ObjectStore.MD5));
    response = with(response, "opc-multipart-md5", blob.attribute(ObjectStore.MULTIPART_MD5));
    response = with(response, ObjectSums.CRC, blob.attribute(ObjectStore.CRC));
    response = with(response, "archival-state", blob.attribute(ObjectStore.ARCHIVAL));
    response = with(response, "time-of-archival", blob.attribute(ObjectStore.ARCHIVED_AT));
    return ObjectStore.versioned(bucket) ? response.with("version-id", blob.version()) : response;
  }

  private static FakeResponse with(FakeResponse response, String name, Optional<String> value) {
    return value.isPresent() ? response.with(name, value.get()) : response;
  }

  private static FakeResponse ranged(FakeResponse whole, OciRequest request, FakeBlob blob) {
    Matcher range = RANGE.matcher(request.header("range").orElse(""));
    if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
      return whole.withBody(blob.bytes());
    }
    long size = blob.size();
    long from;
    long last;
    if (range.group(1).isEmpty()) {
      long suffix = Long.parseLong(range.group(2));
      from = suffix == 0 ? size : Math.max(0, size - suffix);
      last = size - 1;
    } else {
      from = Long.parseLong(range.group(1));
      last =
          range.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(range.group(2)));
    }
    if (from >= size) {
      throw new OciError(
              416,
              "InvalidRange",
              "The range does not overlap with the object, which has " + size + " bytes")
          .header("content-range", "bytes */" + size);
    }
    FakeResponse part = FakeResponse.of(206);
    for (var line : whole.headers().lines()) {
      part = part.with(line.name(), line.value());
    }
    return part.with("content-range", "bytes " + from + "-" + last + "/" + size)
        .withBody(blob.bytes().slice(from, last + 1));
  }
}
