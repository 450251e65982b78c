package dev.stowage.fakes.oss;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeResponse;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** GetObject and HeadObject. */
final class OssReads {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");
  private static final Map<String, String> OVERRIDES =
      Map.of(
          "response-content-type", "Content-Type",
          "response-content-language", "Content-Language",
          "response-expires", "Expires",
          "response-cache-control", "Cache-Control",
          "response-content-disposition", "Content-Disposition",
          "response-content-encoding", "Content-Encoding");

  private final OssAccount account;

  OssReads(OssAccount account) {
    this.account = account;
  }

  /** Bytes of an object: from, to before. */
  private record Span(long from, long to) {}

  /** GET and HEAD alike; HEAD's body is dropped on the wire, and it knows no ranges. */
  FakeResponse get(OssCall call, boolean anonymous) {
    FakeBucket bucket = account.bucket(call);
    OssAttributes.checkKey(call.key());
    FakeBlob blob = followed(bucket, OssVersions.required(bucket, call));
    boolean head = call.request().method().equals("HEAD");
    if (OssConditions.unchanged(call, blob)) {
      return FakeResponse.of(304)
          .with("ETag", OssText.quoted(blob.etag()))
          .with("Last-Modified", OssText.httpDate(blob.modified()));
    }
    boolean archived =
        blob.attribute(OssAttributes.STORAGE_CLASS).orElse("").contains("Archive")
            && !blob.attributes().containsKey(OssAttributes.RESTORED);
    if (archived && !head) {
      throw new OssError(
          403, "InvalidObjectState", "The operation is not valid for the object's state.");
    }
    Optional<Span> span = head ? Optional.empty() : range(call, blob);
    FakeResponse response =
        OssAttributes.described(FakeResponse.of(span.isPresent() ? 206 : 200), blob);
    response = overridden(response, call, anonymous);
    response = OssAccount.withVersion(response, bucket, blob);
    if (span.isEmpty()) {
      return response.withBody(blob.bytes());
    }
    long from = span.get().from();
    long to = span.get().to();
    return response
        .with("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + blob.size())
        .withBody(blob.bytes().slice(from, to));
  }

  /** A symlink reads as what it points at, and says what it is. */
  private static FakeBlob followed(FakeBucket bucket, FakeBlob blob) {
    String target = blob.attributes().get(OssAttributes.TARGET);
    if (target == null) {
      return blob;
    }
    FakeBlob found =
        bucket
            .current(target)
            .orElseThrow(
                () ->
                    new OssError(
                        404, "SymlinkTargetNotExist", "The symlink target object does not exist."));
    if (found.attributes().containsKey(OssAttributes.TARGET)) {
      throw new OssError(400, "InvalidTargetType", "The symlink's target object type is invalid.");
    }
    Map<String, String> attributes = new TreeMap<>(found.attributes());
    attributes.put(OssAttributes.TYPE, "Symlink");
    return found.toBuilder().attributes(attributes).build();
  }

  private static FakeResponse overridden(FakeResponse response, OssCall call, boolean anonymous) {
    FakeResponse full = response;
    for (Map.Entry<String, String> override : OVERRIDES.entrySet()) {
      Optional<String> value = call.param(override.getKey());
      if (value.isPresent()) {
        if (anonymous) {
          throw new OssError(
              400, "InvalidRequest", "Anonymous requests cannot override response headers.");
        }
        full = full.replacing(override.getValue(), value.get());
      }
    }
    return full;
  }

  /** Ranges that do not lie in the object are ignored, unless the standard behaviour is wanted. */
  private static Optional<Span> range(OssCall call, FakeBlob blob) {
    Matcher range = RANGE.matcher(call.header("Range").orElse(""));
    if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
      return Optional.empty();
    }
    boolean standard = call.headerIs("x-oss-range-behavior", "standard");
    long size = blob.size();
    long from;
    long last;
    if (range.group(1).isEmpty()) {
      long suffix = OssText.number(range.group(2));
      if (suffix > size && !standard) {
        return Optional.empty();
      }
      from = suffix == 0 ? size : Math.max(0, size - suffix);
      last = size - 1;
    } else {
      from = OssText.number(range.group(1));
      last = range.group(2).isEmpty() ? size - 1 : OssText.number(range.group(2));
      if (last >= size && !standard || !range.group(2).isEmpty() && last < from) {
        return Optional.empty();
      }
      last = Math.min(last, size - 1);
    }
    if (from >= size) {
      if (!standard) {
        return Optional.empty();
      }
      throw new OssError(416, "InvalidRange", "The requested range cannot be satisfied.")
          .element("ActualObjectSize", Long.toString(size))
          .element("RangeRequested", range.group());
    }
    return Optional.of(new Span(from, last + 1));
  }
}
