package dev.stowage.fakes.swift;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.FaultKind;
import dev.stowage.fakes.swift.SwiftManifestInput.Segment;
import dev.stowage.fakes.text.HttpText;
import dev.stowage.fakes.text.JsonDocument;
import dev.stowage.fakes.text.Percent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Static large objects: their manifests are checked against the segments, and stored. */
final class SwiftManifests {
  private final SwiftState state;
  private final SwiftWrites writes;
  private final SwiftLargeObjects large;

  SwiftManifests(SwiftState state, SwiftWrites writes) {
    this.state = state;
    this.writes = writes;
    this.large = new SwiftLargeObjects(state);
  }

  /** What is known of all segments so far. */
  private static final class Draft {
    private final List<Map<String, Object>> stored = new ArrayList<>();
    private final StringBuilder etags = new StringBuilder();
    private final SwiftReport problems = new SwiftReport("upload");
    private long size;
  }

  FakeResponse put(SwiftCall call, SwiftCaller caller) {
    if (call.header("X-Copy-From").isPresent()) {
      throw new SwiftError(405, "Multipart Manifest PUTs cannot be COPY requests");
    }
    if (call.request().body().length > state.limits().maxManifestSize()) {
      throw new SwiftError(413, "Manifest File > " + state.limits().maxManifestSize() + " bytes");
    }
    List<Segment> segments = SwiftManifestInput.read(call, state.limits().legacy());
    if (segments.stream().filter(s -> !s.path().isEmpty()).count() > state.limits().maxSegments()) {
      throw new SwiftError(
          413, "Number of object-backed segments must be <= " + state.limits().maxSegments());
    }
    boolean heartbeat =
        !state.limits().legacy() && call.param("heartbeat").filter(SwiftCall::yes).isPresent();
    return heartbeat ? beating(call, caller, segments) : checked(call, caller, segments);
  }

  private FakeResponse checked(SwiftCall call, SwiftCaller caller, List<Segment> segments) {
    Draft draft = draft(call, caller, segments);
    if (draft.problems.errors() > 0) {
      String format = SwiftReport.format(call);
      return FakeResponse.of(400).with("Content-Type", format).withBody(draft.problems.in(format));
    }
    return store(call, caller, draft);
  }

  private FakeResponse store(SwiftCall call, SwiftCaller caller, Draft draft) {
    String etag = SwiftState.md5(draft.etags.toString().getBytes(StandardCharsets.US_ASCII));
    Optional<String> wanted = call.header("Etag").map(HttpText::unquoted);
    if (wanted.isPresent() && !wanted.get().equals(etag)) {
      throw new SwiftError(422);
    }
    return writes.store(
        call,
        caller,
        JsonDocument.ascii(draft.stored),
        Map.of(SwiftState.SLO_ETAG, etag, SwiftState.SLO_SIZE, Long.toString(draft.size)));
  }

  /** The status comes at once, whatever comes of it; the body says that, after some blanks. */
  private FakeResponse beating(SwiftCall call, SwiftCaller caller, List<Segment> segments) {
    SwiftReport report = new SwiftReport("upload");
    Draft draft = draft(call, caller, segments);
    boolean failing = call.request().fault(FaultKind.ERROR_INSIDE_200).isPresent();
    if (failing) {
      call.request().fault(FaultKind.ERROR_INSIDE_200).orElseThrow().fire();
      tell(report, new SwiftError(503));
    } else if (draft.problems.errors() > 0) {
      report = draft.problems;
      tell(report, new SwiftError(400));
    } else {
      try {
        FakeResponse stored = store(call, caller, draft);
        report.fact("Response Status", SwiftError.line(stored.status()));
        report.fact("Response Body", "");
        report.fact("Etag", stored.headers().first("Etag").orElse(""));
        report.fact("Last Modified", stored.headers().first("Last-Modified").orElse(""));
      } catch (SwiftError e) {
        tell(report, e);
      }
    }
    String format = SwiftReport.format(call);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(" \r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    body.writeBytes(report.in(format));
    return FakeResponse.of(202)
        .with("Content-Type", format)
        .withBody(body.toByteArray())
        .inChunks();
  }

  private static void tell(SwiftReport report, SwiftError error) {
    report.fact("Response Status", SwiftError.line(error.status()));
    report.fact("Response Body", error.words());
  }

  private Draft draft(SwiftCall call, SwiftCaller caller, List<Segment> segments) {
    Draft draft = new Draft();
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      boolean mayBeEmpty = i == segments.size() - 1 && !state.limits().legacy();
      if (segment.path().isEmpty()) {
        byte[] data = Base64.getDecoder().decode(segment.data());
        draft.stored.add(Map.of("data", segment.data()));
        draft.etags.append(SwiftState.md5(data));
        draft.size += data.length;
      } else {
        check(call, caller, segment, mayBeEmpty, draft);
      }
    }
    return draft;
  }

  private void check(
      SwiftCall call, SwiftCaller caller, Segment segment, boolean mayBeEmpty, Draft draft) {
    String quoted = Percent.encoded(segment.path(), false);
    int slash = segment.path().indexOf('/');
    FakeBlob blob;
    try {
      FakeBucket container =
          state.container(call.account(), segment.path().substring(0, slash)).orElse(null);
      caller.mustRead(container, false);
      blob =
          Optional.ofNullable(container)
              .flatMap(c -> state.object(c, segment.path().substring(slash + 1)))
              .orElseThrow(SwiftError::notFound);
    } catch (SwiftError e) {
      draft.problems.error(quoted, SwiftError.line(e.status()));
      return;
    }
    SwiftLargeObjects.View view = large.view(call.account(), blob);
    long length = view.size();
    String range = "";
    if (segment.range().isPresent()) {
      List<SwiftRanges.Span> spans = segment.range().get().of(view.size());
      if (spans.isEmpty()) {
        draft.problems.error(quoted, "Unsatisfiable Range");
        return;
      }
      SwiftRanges.Span span = spans.get(0);
      length = (long) span.to() - span.from();
      // A range that is all of it is none.
      range = length == view.size() ? "" : span.from() + "-" + (span.to() - 1);
    }
    if (length < 1 && !mayBeEmpty) {
      draft.problems.error(quoted, "Too small; each segment must be at least 1 byte.");
    }
    if (segment.size().filter(size -> size != view.size()).isPresent()) {
      draft.problems.error(quoted, "Size Mismatch");
    }
    if (segment.etag().filter(etag -> !etag.equals(view.etag())).isPresent()) {
      draft.problems.error(quoted, "Etag Mismatch");
    }
    draft.stored.add(entry(segment, blob, view, range));
    draft.etags.append(view.etag());
    if (!range.isEmpty()) {
      draft.etags.append(':').append(range).append(';');
    }
    draft.size += length;
  }

  private static Map<String, Object> entry(
      Segment segment, FakeBlob blob, SwiftLargeObjects.View view, String range) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", "/" + segment.path());
    entry.put("bytes", view.size());
    entry.put("hash", view.etag());
    entry.put("content_type", blob.headers().getOrDefault("content-type", ""));
    entry.put("last_modified", SwiftListings.time(SwiftReads.shownTime(blob)));
    if (!range.isEmpty()) {
      entry.put("range", range);
    }
    if (SwiftState.large(blob)) {
      entry.put("sub_slo", true);
    }
    return entry;
  }
}
