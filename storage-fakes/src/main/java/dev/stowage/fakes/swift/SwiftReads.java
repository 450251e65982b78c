package dev.stowage.fakes.swift;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.swift.SwiftLargeObjects.Bytes;
import dev.stowage.fakes.swift.SwiftLargeObjects.View;
import dev.stowage.fakes.text.HttpText;
import dev.stowage.fakes.text.JsonDocument;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Objects, whole or in part, and manifests. */
final class SwiftReads {
  private final SwiftState state;
  private final SwiftLargeObjects large;

  SwiftReads(SwiftState state) {
    this.state = state;
    this.large = new SwiftLargeObjects(state);
  }

  FakeResponse get(SwiftCall call, SwiftCaller caller) {
    FakeBucket container = state.container(call.account(), call.container()).orElse(null);
    caller.mustRead(container, false);
    Optional<FakeBlob> found =
        container == null ? Optional.empty() : state.object(container, call.key());
    if (found.isEmpty()) {
      boolean any = call.header("If-Match").filter(tags -> tags.contains("*")).isPresent();
      throw new SwiftError(any ? 412 : 404);
    }
    boolean manifest = call.param("multipart-manifest").filter("get"::equals).isPresent();
    FakeBlob blob = found.get();
    return manifest && SwiftState.large(blob)
        ? manifest(call, blob)
        : object(call, blob, manifest, caller);
  }

  private FakeResponse manifest(SwiftCall call, FakeBlob blob) {
    byte[] json = blob.content();
    boolean raw = call.param("format").filter("raw"::equals).isPresent();
    if (raw) {
      json =
          JsonDocument.ascii(
              SwiftLargeObjects.segments(blob).stream().map(SwiftReads::raw).toList());
    }
    String type =
        raw ? blob.headers().getOrDefault("content-type", "") : "application/json; charset=utf-8";
    View view = new View(raw ? SwiftState.md5(json) : blob.etag(), false, json.length);
    Optional<FakeResponse> refused = conditional(call, blob, view);
    return refused.isPresent()
        ? refused.get()
        : ranged(
            call,
            described(FakeResponse.of(200), blob, view).replacing("Content-Type", type),
            new Bytes(json, true));
  }

  /** An entry as it would be put. */
  private static Map<String, Object> raw(Map<?, ?> segment) {
    Map<String, Object> entry = new TreeMap<>();
    if (segment.get("data") instanceof String data) {
      entry.put("data", data);
      return entry;
    }
    entry.put("path", String.valueOf(segment.get("name")));
    entry.put("etag", String.valueOf(segment.get("hash")));
    entry.put("size_bytes", Objects.requireNonNull(segment.get("bytes")));
    if (segment.get("range") instanceof String range) {
      entry.put("range", range);
    }
    return entry;
  }

  private FakeResponse object(SwiftCall call, FakeBlob blob, boolean asItIs, SwiftCaller caller) {
    View view =
        asItIs ? new View(blob.etag(), false, blob.size()) : large.view(call.account(), blob);
    Optional<FakeResponse> refused = conditional(call, blob, view);
    if (refused.isPresent()) {
      return refused.get();
    }
    FakeResponse response = described(FakeResponse.of(200), blob, view);
    if (view.computed() && SwiftState.large(blob) && !state.limits().legacy()) {
      response = response.with("X-Manifest-Etag", blob.etag());
    }
    if (call.isHead()) {
      return response.with("Content-Length", Long.toString(view.size()));
    }
    Bytes bytes =
        asItIs ? new Bytes(blob.content(), true) : large.bytes(call.account(), blob, caller);
    if (!bytes.whole()) {
      // The head promises all of it; then the connection drops.
      return response.with("Content-Length", Long.toString(view.size())).withBody(bytes.content());
    }
    boolean several = blob.attribute(SwiftState.DYNAMIC).isPresent() && severalRanges(call);
    return several ? response.withBody(bytes.content()) : ranged(call, response, bytes);
  }

  private static boolean severalRanges(SwiftCall call) {
    return call.header("Range").flatMap(SwiftRanges::of).filter(r -> r.count() > 1).isPresent();
  }

  private static Optional<FakeResponse> conditional(SwiftCall call, FakeBlob blob, View view) {
    return SwiftConditions.status(call, view.etag(), shownTime(blob))
        .map(
            status ->
                FakeResponse.of(status)
                    .with("Etag", SwiftLargeObjects.shown(view))
                    .with("Last-Modified", HttpText.httpDate(shownTime(blob)))
                    .with("Accept-Ranges", "bytes"));
  }

  private static FakeResponse ranged(SwiftCall call, FakeResponse whole, Bytes bytes) {
    byte[] content = bytes.content();
    Optional<SwiftRanges> ranges = call.header("Range").flatMap(SwiftRanges::of);
    if (ranges.isEmpty() || call.isHead()) {
      return whole.withBody(content);
    }
    List<SwiftRanges.Span> spans = ranges.get().of(content.length);
    if (spans.isEmpty()) {
      throw new SwiftError(416)
          .header("Content-Range", "bytes */" + content.length)
          .header("Accept-Ranges", "bytes");
    }
    if (content.length == 0) {
      return whole.withBody(content);
    }
    FakeResponse partial = FakeResponse.of(206);
    for (var line : whole.headers().lines()) {
      partial = partial.with(line.name(), line.value());
    }
    if (spans.size() == 1) {
      SwiftRanges.Span span = spans.get(0);
      return partial
          .with("Content-Range", span.header(content.length))
          .withBody(Arrays.copyOfRange(content, span.from(), span.to()));
    }
    String boundary = SwiftIdentity.hex(16);
    String type = whole.headers().first("Content-Type").orElse("");
    return partial
        .replacing("Content-Type", "multipart/byteranges;boundary=" + boundary)
        .withBody(SwiftRanges.parts(spans, content, type, boundary));
  }

  private static FakeResponse described(FakeResponse response, FakeBlob blob, View view) {
    FakeResponse full =
        response
            .with("Etag", SwiftLargeObjects.shown(view))
            .with("Last-Modified", HttpText.httpDate(shownTime(blob)))
            .with("X-Timestamp", timestamp(blob.modified()))
            .with("Accept-Ranges", "bytes");
    for (Map.Entry<String, String> header : blob.headers().entrySet()) {
      full = full.with(SwiftMetadataHeaders.title(header.getKey()), header.getValue());
    }
    for (Map.Entry<String, String> entry : blob.metadata().entrySet()) {
      full =
          full.with(
              SwiftMetadataHeaders.title("x-object-meta-" + entry.getKey()), entry.getValue());
    }
    for (String name : List.of(SwiftState.DELETE_AT, SwiftState.DYNAMIC)) {
      Optional<String> value = blob.attribute(name);
      if (value.isPresent()) {
        full = full.with(SwiftMetadataHeaders.title(name), value.get());
      }
    }
    return SwiftState.large(blob) ? full.with("X-Static-Large-Object", "True") : full;
  }

  /** Rounded up, so that a condition on it holds for what it was read from. */
  static Instant shownTime(FakeBlob blob) {
    Instant time = blob.modified();
    return time.getNano() == 0 ? time : Instant.ofEpochSecond(time.getEpochSecond() + 1);
  }

  static String timestamp(Instant time) {
    return String.format(Locale.ROOT, "%010d.%05d", time.getEpochSecond(), time.getNano() / 10_000);
  }
}
