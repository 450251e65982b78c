package dev.stowage.fakes.gcs;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeResponse;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Objects and their bytes, through both APIs. */
final class GcsReads {

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");

  private final GcsState state;

  GcsReads(GcsState state) {
    this.state = state;
  }

  FakeResponse get(GcsCall call, boolean anonymous) {
    FakeBucket bucket = state.bucket(call);
    FakeBlob blob = GcsState.required(bucket, call);
    GcsConditions.read(call, blob);
    if (call.json() && !"media".equals(call.params().get("alt"))) {
      return GcsMetadata.response(
          200,
          GcsFields.select(
              GcsMetadata.resource(bucket, blob), call.params().getOrDefault("fields", "")));
    }
    FakeResponse served = served(call, blob, anonymous);
    return call.json() ? served : GcsMetadata.withMetadata(served, blob);
  }

  private static FakeResponse served(GcsCall call, FakeBlob blob, boolean anonymous) {
    Optional<long[]> span = range(call, blob);
    FakeResponse response =
        GcsMetadata.described(FakeResponse.of(span.isPresent() ? 206 : 200), blob, anonymous);
    boolean unpacks =
        "gzip".equals(blob.headers().get("content-encoding"))
            && call.header("Accept-Encoding").filter(a -> a.contains("gzip")).isEmpty();
    if (unpacks) {
      // Decompressive transcoding: who does not say that it takes gzip gets other bytes.
      throw new GcsError(
          503, "backendError", "ServiceUnavailable", "This fake does not transcode: accept gzip.");
    }
    for (Map.Entry<String, String> override :
        Map.of(
                "response-content-type", "content-type",
                "response-content-disposition", "content-disposition")
            .entrySet()) {
      if (call.has(override.getKey())) {
        response =
            response.replacing(
                override.getValue(),
                GcsText.latin1(call.params().getOrDefault(override.getKey(), "")));
      }
    }
    if (span.isEmpty()) {
      return response.withBody(blob.bytes());
    }
    long from = span.get()[0];
    long to = span.get()[1];
    return response
        .with("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + blob.size())
        .withBody(blob.bytes().slice(from, to));
  }

  private static Optional<long[]> range(GcsCall call, FakeBlob blob) {
    Matcher range = RANGE.matcher(call.header("Range").orElse(""));
    if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
      return Optional.empty();
    }
    long size = blob.size();
    long from;
    long last = size - 1;
    if (range.group(1).isEmpty()) {
      long suffix = number(range.group(2));
      from = suffix == 0 ? size : Math.max(0, size - suffix);
    } else {
      from = number(range.group(1));
      if (!range.group(2).isEmpty()) {
        if (number(range.group(2)) < from) {
          return Optional.empty();
        }
        last = Math.min(last, number(range.group(2)));
      }
    }
    if (from >= size) {
      throw new GcsError(
          416,
          "requestedRangeNotSatisfiable",
          "InvalidRange",
          "The requested range cannot be satisfied.");
    }
    return Optional.of(new long[] {from, last + 1});
  }

  private static long number(String digits) {
    return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
  }
}
