package dev.stowage.fakes.s3;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakePart;
import dev.stowage.fakes.FakeResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** GetObject, HeadObject, GetObjectAttributes. */
final class S3Reads {

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");
  private static final Map<String, String> OVERRIDES =
      Map.of(
          "response-content-type", "Content-Type",
          "response-content-language", "Content-Language",
          "response-expires", "Expires",
          "response-cache-control", "Cache-Control",
          "response-content-disposition", "Content-Disposition",
          "response-content-encoding", "Content-Encoding");
  private static final Set<String> ARCHIVED = Set.of("GLACIER", "DEEP_ARCHIVE");

  private final S3Account account;

  S3Reads(S3Account account) {
    this.account = account;
  }

  /** Bytes of an object: from, to before. */
  private record Span(long from, long to) {}

  /** GET and HEAD alike; HEAD's body is dropped on the wire. */
  FakeResponse get(S3Call call, S3Identity identity) {
    FakeBucket bucket = account.bucket(call);
    S3Attributes.checkKey(call.key());
    FakeBlob blob = S3Versions.required(bucket, call);
    boolean unchanged = S3Conditions.unchanged(call, blob);
    S3Attributes.checkCustomerKey(blob, call.request().headers());
    FakeResponse response = FakeResponse.of(unchanged ? 304 : 200);
    if (unchanged) {
      response = response.with("ETag", S3Text.quoted(blob.etag()));
      return response.with("Last-Modified", S3Text.httpDate(blob.modified()));
    }
    boolean archived =
        ARCHIVED.contains(blob.attribute(S3Attributes.STORAGE_CLASS).orElse("STANDARD"));
    if (archived && call.request().method().equals("GET")) {
      throw new S3Error(
          403, "InvalidObjectState", "The operation is not valid for the object's storage class");
    }
    return S3Account.withVersion(served(call, identity, blob), bucket, blob);
  }

  private FakeResponse served(S3Call call, S3Identity identity, FakeBlob blob) {
    Optional<String> part = call.param("partNumber");
    Optional<Span> span = part.isPresent() ? part(call, blob) : range(call, blob);
    FakeResponse response = FakeResponse.of(span.isPresent() ? 206 : 200);
    response =
        response
            .with("ETag", S3Text.quoted(blob.etag()))
            .with("Last-Modified", S3Text.httpDate(blob.modified()))
            .with("Accept-Ranges", "bytes");
    response = S3Attributes.described(response, blob);
    if (part.isPresent() && !blob.parts().isEmpty()) {
      response = response.with("x-amz-mp-parts-count", Integer.toString(blob.parts().size()));
    }
    for (Map.Entry<String, String> override : OVERRIDES.entrySet()) {
      Optional<String> value = call.param(override.getKey());
      if (value.isPresent()) {
        if (identity.anonymous()) {
          throw S3Error.invalidRequest(
              "Request specific response headers cannot be used for anonymous GET requests.");
        }
        response = response.replacing(override.getValue(), value.get());
      }
    }
    if (call.headerIs("x-amz-checksum-mode", "ENABLED")) {
      response = checksummed(response, call, blob, span);
    }
    if (span.isEmpty()) {
      return response.withBody(blob.bytes());
    }
    long from = span.get().from();
    long to = span.get().to();
    return response
        .with("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + blob.size())
        .withBody(blob.bytes().slice(from, to));
  }

  /** Whole objects and whole parts have a checksum; other ranges have none. */
  private static FakeResponse checksummed(
      FakeResponse response, S3Call call, FakeBlob blob, Optional<Span> span) {
    if (call.has("partNumber") && !blob.parts().isEmpty()) {
      FakePart part = blob.parts().get(Integer.parseInt(call.value("partNumber")) - 1);
      FakeResponse full = response;
      for (Map.Entry<String, String> value : part.attributes().entrySet()) {
        full = full.with(value.getKey(), value.getValue());
      }
      return full;
    }
    return span.isPresent() && !call.has("partNumber")
        ? response
        : S3Attributes.withChecksum(response, blob);
  }

  private static Optional<Span> part(S3Call call, FakeBlob blob) {
    if (call.request().headers().has("Range")) {
      throw S3Error.invalidRequest(
          "Cannot specify both Range header and partNumber query parameter");
    }
    int number = S3Multipart.partNumber(call);
    if (blob.parts().isEmpty() && number == 1) {
      return blob.size() == 0 ? Optional.empty() : Optional.of(new Span(0, blob.size()));
    }
    long from = 0;
    for (int i = 0; i < blob.parts().size(); i++) {
      long to = from + blob.parts().get(i).size();
      if (i == number - 1) {
        return Optional.of(new Span(from, to));
      }
      from = to;
    }
    throw new S3Error(416, "InvalidPartNumber", "The requested partnumber is not satisfiable")
        .element("PartNumberRequested", Integer.toString(number))
        .element("ActualPartCount", Integer.toString(Math.max(1, blob.parts().size())));
  }

  private static Optional<Span> range(S3Call call, FakeBlob blob) {
    Matcher range = RANGE.matcher(call.header("Range").orElse(""));
    if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
      // A range that is not one, and several at once, are ignored.
      return Optional.empty();
    }
    long size = blob.size();
    long from;
    long last;
    if (range.group(1).isEmpty()) {
      long suffix = number(range.group(2));
      from = suffix == 0 ? size : Math.max(0, size - suffix);
      last = size - 1;
    } else {
      from = number(range.group(1));
      last = range.group(2).isEmpty() ? size - 1 : Math.min(size - 1, number(range.group(2)));
      if (!range.group(2).isEmpty() && number(range.group(2)) < from) {
        return Optional.empty();
      }
    }
    if (from >= size) {
      throw new S3Error(416, "InvalidRange", "The requested range is not satisfiable")
          .element("RangeRequested", range.group())
          .element("ActualObjectSize", Long.toString(size));
    }
    return Optional.of(new Span(from, last + 1));
  }

  private static long number(String digits) {
    return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
  }

  FakeResponse attributes(S3Call call) {
    FakeBucket bucket = account.bucket(call);
    FakeBlob blob = S3Versions.required(bucket, call);
    S3Attributes.checkCustomerKey(blob, call.request().headers());
    String wanted = String.join(",", call.request().headers().all("x-amz-object-attributes"));
    if (wanted.isBlank()) {
      throw S3Error.invalidArgument("x-amz-object-attributes", "", "At least one is required");
    }
    S3Xml xml = S3Xml.document("GetObjectAttributesResponse");
    for (String name : wanted.split(",", -1)) {
      switch (name.strip()) {
        case "ETag" -> xml.leaf("ETag", blob.etag());
        case "ObjectSize" -> xml.leaf("ObjectSize", blob.size());
        case "StorageClass" ->
            xml.leaf("StorageClass", blob.attribute(S3Attributes.STORAGE_CLASS).orElse("STANDARD"));
        case "Checksum" -> checksum(xml, blob);
        case "ObjectParts" -> parts(xml, blob);
        default -> throw S3Error.invalidArgument("x-amz-object-attributes", name, "Invalid name");
      }
    }
    FakeResponse response =
        xml.response(200, "GetObjectAttributesResponse")
            .with("Last-Modified", S3Text.httpDate(blob.modified()));
    return S3Account.withVersion(response, bucket, blob);
  }

  private static void checksum(S3Xml xml, FakeBlob blob) {
    xml.open("Checksum");
    for (S3Checksum algorithm : S3Checksum.values()) {
      xml.leaf(algorithm.element(), blob.attribute(algorithm.header()));
    }
    xml.leaf("ChecksumType", blob.attribute(S3Checksum.TYPE)).close("Checksum");
  }

  private static void parts(S3Xml xml, FakeBlob blob) {
    if (blob.parts().isEmpty()) {
      return;
    }
    xml.open("ObjectParts").leaf("PartsCount", blob.parts().size());
    for (int i = 0; i < blob.parts().size(); i++) {
      FakePart part = blob.parts().get(i);
      xml.open("Part").leaf("PartNumber", i + 1).leaf("Size", part.size());
      for (S3Checksum algorithm : S3Checksum.values()) {
        xml.leaf(
            algorithm.element(), Optional.ofNullable(part.attributes().get(algorithm.header())));
      }
      xml.close("Part");
    }
    xml.close("ObjectParts");
  }
}
