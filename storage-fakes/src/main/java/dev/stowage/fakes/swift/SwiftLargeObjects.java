package dev.stowage.fakes.swift;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.text.HttpText;
import dev.stowage.fakes.text.JsonDocument;
import dev.stowage.fakes.text.Percent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What large objects are made of, put together. */
final class SwiftLargeObjects {
  private static final int DEEPEST = 10;

  private final SwiftState state;

  SwiftLargeObjects(SwiftState state) {
    this.state = state;
  }

  /**
   * An object as readers see it.
   *
   * @param etag without quotes
   * @param computed whether the etag is not that of the bytes; then it stands in quotes
   */
  record View(String etag, boolean computed, long size) {}

  /** Bytes of an object, as many as there are. */
  record Bytes(byte[] content, boolean whole) {}

  View view(String account, FakeBlob blob) {
    Optional<String> slo = blob.attribute(SwiftState.SLO_ETAG);
    if (slo.isPresent()) {
      return new View(slo.get(), true, SwiftState.listedSize(blob));
    }
    if (blob.attribute(SwiftState.DYNAMIC).isEmpty()) {
      return new View(blob.etag(), false, blob.size());
    }
    StringBuilder etags = new StringBuilder();
    long size = 0;
    for (FakeBlob part : dynamic(account, blob)) {
      etags.append(part.etag());
      size += SwiftState.listedSize(part);
    }
    String etag = SwiftState.md5(etags.toString().getBytes(StandardCharsets.US_ASCII));
    return new View(etag, true, size);
  }

  /** What begins with the prefix of a dynamic large object, in the order of names. */
  private List<FakeBlob> dynamic(String account, FakeBlob blob) {
    String manifest = Percent.decoded(blob.attribute(SwiftState.DYNAMIC).orElseThrow(), false);
    int slash = manifest.indexOf('/');
    FakeBucket container = state.required(account, manifest.substring(0, slash));
    String prefix = manifest.substring(slash + 1);
    List<FakeBlob> parts = new ArrayList<>();
    for (String key : container.keysFrom(prefix, true)) {
      if (!key.startsWith(prefix)) {
        break;
      }
      container.current(key).ifPresent(parts::add);
    }
    return parts;
  }

  /** The bytes of an object; 409 when not even its first piece is there. */
  Bytes bytes(String account, FakeBlob blob, SwiftCaller caller) {
    Bytes bytes = bytes(account, blob, caller, 0);
    if (!bytes.whole() && bytes.content().length == 0) {
      throw new SwiftError(409);
    }
    return bytes;
  }

  private Bytes bytes(String account, FakeBlob blob, SwiftCaller caller, int depth) {
    if (depth > DEEPEST) {
      return new Bytes(new byte[0], false);
    }
    if (SwiftState.large(blob)) {
      return ofSegments(account, blob, caller, depth);
    }
    if (blob.attribute(SwiftState.DYNAMIC).isEmpty()) {
      return new Bytes(blob.content(), true);
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (FakeBlob part : dynamic(account, blob)) {
      Bytes some =
          state.ended(part)
              ? new Bytes(new byte[0], false)
              : bytes(account, part, caller, depth + 1);
      all.writeBytes(some.content());
      if (!some.whole()) {
        return new Bytes(all.toByteArray(), false);
      }
    }
    return new Bytes(all.toByteArray(), true);
  }

  private Bytes ofSegments(String account, FakeBlob blob, SwiftCaller caller, int depth) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Map<?, ?> segment : segments(blob)) {
      Bytes some = segment(account, segment, caller, depth);
      all.writeBytes(some.content());
      if (!some.whole()) {
        return new Bytes(all.toByteArray(), false);
      }
    }
    return new Bytes(all.toByteArray(), true);
  }

  private Bytes segment(String account, Map<?, ?> segment, SwiftCaller caller, int depth) {
    if (segment.get("data") instanceof String data) {
      return new Bytes(Base64.getDecoder().decode(data), true);
    }
    FakeBlob part = find(account, String.valueOf(segment.get("name")), caller);
    if (part == null || !view(account, part).etag().equals(segment.get("hash"))) {
      return new Bytes(new byte[0], false);
    }
    Bytes whole = bytes(account, part, caller, depth + 1);
    if (!(segment.get("range") instanceof String range)) {
      return whole;
    }
    List<SwiftRanges.Span> spans =
        SwiftRanges.of("bytes=" + range).map(r -> r.of(whole.content().length)).orElse(List.of());
    if (spans.size() != 1) {
      return new Bytes(new byte[0], false);
    }
    SwiftRanges.Span span = spans.get(0);
    byte[] some = java.util.Arrays.copyOfRange(whole.content(), span.from(), span.to());
    return new Bytes(some, whole.whole());
  }

  /** A segment that the caller may read. */
  private @Nullable FakeBlob find(String account, String path, SwiftCaller caller) {
    int slash = path.indexOf('/', 1);
    FakeBucket container = state.container(account, path.substring(1, slash)).orElse(null);
    try {
      caller.mustRead(container, false);
    } catch (SwiftError e) {
      return null; // What may not be read is as good as not there.
    }
    return container == null
        ? null
        : state.object(container, path.substring(slash + 1)).orElse(null);
  }

  /** The manifest of a static large object. */
  static List<Map<?, ?>> segments(FakeBlob blob) {
    List<Map<?, ?>> segments = new ArrayList<>();
    if (JsonDocument.read(blob.content()) instanceof List<?> list) {
      for (Object segment : list) {
        segments.add((Map<?, ?>) segment);
      }
    }
    return segments;
  }

  static String shown(View view) {
    return view.computed() ? HttpText.quoted(view.etag()) : view.etag();
  }
}
