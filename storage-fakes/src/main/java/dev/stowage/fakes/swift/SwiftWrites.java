package dev.stowage.fakes.swift;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeBytes;
import dev.stowage.fakes.FakeHeaders;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.text.HttpText;
import dev.stowage.fakes.text.Percent;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Objects: put, changed, deleted. */
final class SwiftWrites {
  static final String LARGE = "x-static-large-object";

  /** What an object keeps beside its metadata. */
  private static final List<String> KEPT_BY_OLD =
      List.of("content-encoding", "content-disposition");

  private static final List<String> KEPT =
      List.of(
          "content-encoding",
          "content-disposition",
          "content-language",
          "cache-control",
          "expires",
          "x-robots-tag");

  private final SwiftState state;

  SwiftWrites(SwiftState state) {
    this.state = state;
  }

  FakeResponse put(SwiftCall call, SwiftCaller caller) {
    if (call.request().headers().has(LARGE)) {
      throw SwiftError.bad("X-Static-Large-Object is a reserved header");
    }
    return store(call, caller, call.request().body(), Map.of());
  }

  /**
   * Stores an object.
   *
   * @param more attributes beside those that the request sets
   */
  FakeResponse store(SwiftCall call, SwiftCaller caller, byte[] content, Map<String, String> more) {
    FakeBucket container = writable(call, caller);
    checkQuota(container, content.length);
    FakeHeaders headers = call.request().headers();
    if (!headers.has("Content-Length") && !headers.has("Transfer-Encoding")) {
      throw new SwiftError(411, "Missing Content-Length header.");
    }
    if (content.length > state.limits().maxFileSize()) {
      throw new SwiftError(413, "Your request is too large.");
    }
    if (SwiftCall.bytes(call.key()) > SwiftLimits.NAME) {
      throw SwiftError.bad(
          "Object name length of "
              + SwiftCall.bytes(call.key())
              + " longer than "
              + SwiftLimits.NAME);
    }
    checkCondition(call, container);
    boolean large = more.containsKey(SwiftState.SLO_ETAG);
    String md5 = SwiftState.md5(content);
    Optional<String> etag = call.header("Etag").map(HttpText::unquoted);
    if (!large && etag.isPresent() && !etag.get().equals(md5)) {
      throw new SwiftError(422);
    }
    Map<String, String> attributes = new TreeMap<>(more);
    expiry(call).ifPresent(at -> attributes.put(SwiftState.DELETE_AT, at));
    manifest(call).ifPresent(value -> attributes.put(SwiftState.DYNAMIC, value));
    FakeBlob blob =
        state.store(
            container,
            FakeBlob.builder(call.key())
                .headers(headers(call, call.header("Content-Type").orElse("")))
                .metadata(metadata(call))
                .attributes(attributes)
                .content(
                    large ? FakeBytes.of(content) : call.request().stored(FakeBytes.of(content))),
            call.request().turn());
    String shown =
        large ? HttpText.quoted(more.getOrDefault(SwiftState.SLO_ETAG, "")) : blob.etag();
    return FakeResponse.of(201)
        .with("Content-Type", "text/html; charset=UTF-8")
        .with("Etag", shown)
        .with("Last-Modified", HttpText.httpDate(SwiftReads.shownTime(blob)));
  }

  private FakeBucket writable(SwiftCall call, SwiftCaller caller) {
    caller.mustWrite(state.container(call.account(), call.container()).orElse(null));
    return state.required(call.account(), call.container());
  }

  private void checkQuota(FakeBucket container, int more) {
    Optional<Long> bytes = quota(container, "bytes");
    Optional<Long> count = quota(container, "count");
    if (bytes.isPresent() && state.used(container) + more > bytes.get()
        || count.isPresent() && container.keys().size() + 1 > count.get()) {
      throw new SwiftError(413, "Upload exceeds quota.");
    }
  }

  private static Optional<Long> quota(FakeBucket container, String kind) {
    return Optional.ofNullable(container.attributes().get("x-container-meta-quota-" + kind))
        .map(Long::parseLong);
  }

  /** The only condition of writes; all others are ignored. */
  private void checkCondition(SwiftCall call, FakeBucket container) {
    Optional<String> none = call.header("If-None-Match");
    if (none.isPresent() && !none.get().strip().equals("*")) {
      throw SwiftError.bad("If-None-Match only supports *");
    }
    if (none.isPresent() && state.object(container, call.key()).isPresent()) {
      throw new SwiftError(412);
    }
  }

  /** When the object ends, in seconds. */
  private Optional<String> expiry(SwiftCall call) {
    long now = state.now().getEpochSecond();
    Optional<String> after = call.header("X-Delete-After");
    if (after.isPresent()) {
      long seconds = number(after.get(), "X-Delete-After");
      if (seconds <= 0) {
        throw SwiftError.bad("X-Delete-After in past");
      }
      return Optional.of(Long.toString(now + seconds));
    }
    Optional<String> at = call.header("X-Delete-At");
    if (at.isPresent() && number(at.get(), "X-Delete-At") <= now) {
      throw SwiftError.bad("X-Delete-At in past");
    }
    return at;
  }

  private static long number(String text, String header) {
    if (!text.matches("-?\\d{1,12}")) {
      throw SwiftError.bad("Non-integer " + header);
    }
    return Long.parseLong(text);
  }

  private static Optional<String> manifest(SwiftCall call) {
    Optional<String> value = call.header(SwiftState.DYNAMIC);
    if (value.isPresent()) {
      int slash = value.get().indexOf('/');
      boolean good =
          slash > 0
              && slash < value.get().length() - 1
              && value.get().charAt(slash + 1) != '/'
              && value.get().indexOf('?') < 0
              && value.get().indexOf('&') < 0;
      if (!good) {
        throw SwiftError.bad("X-Object-Manifest must be in the format container/prefix");
      }
      try {
        Percent.decoded(value.get(), false);
      } catch (IllegalArgumentException e) {
        throw SwiftError.bad("X-Object-Manifest must be in the format container/prefix");
      }
    }
    return value;
  }

  private Map<String, String> headers(SwiftCall call, String type) {
    Map<String, String> headers = new TreeMap<>();
    for (String name : state.limits().legacy() ? KEPT_BY_OLD : KEPT) {
      call.header(name).ifPresent(value -> headers.put(name, value));
    }
    boolean guess =
        type.isEmpty() || call.header("X-Detect-Content-Type").filter(SwiftCall::yes).isPresent();
    headers.put("content-type", guess ? guessed(call.key()) : type);
    return headers;
  }

  private static String guessed(String key) {
    String guess = URLConnection.guessContentTypeFromName(key);
    return guess == null ? "application/octet-stream" : guess;
  }

  private static Map<String, String> metadata(SwiftCall call) {
    Map<String, String> metadata = new TreeMap<>(SwiftMetadataHeaders.sent(call, "object"));
    metadata.values().removeIf(String::isEmpty);
    return metadata;
  }

  /** Replaces everything but the bytes and the type: what is not sent again is gone. */
  FakeResponse post(SwiftCall call, SwiftCaller caller) {
    FakeBucket container = writable(call, caller);
    if (call.request().headers().has(LARGE)) {
      throw SwiftError.bad("X-Static-Large-Object is a reserved header");
    }
    Optional<String> expiry = expiry(call);
    FakeBlob old = state.requiredObject(container, call.key());
    Map<String, String> attributes = new TreeMap<>(old.attributes());
    attributes.remove(SwiftState.DELETE_AT);
    attributes.remove(SwiftState.DYNAMIC);
    if (call.header("X-Remove-Delete-At").isEmpty()) {
      expiry.ifPresent(at -> attributes.put(SwiftState.DELETE_AT, at));
    }
    manifest(call).ifPresent(value -> attributes.put(SwiftState.DYNAMIC, value));
    String type =
        call.header("Content-Type").orElse(old.headers().getOrDefault("content-type", ""));
    container.replace(
        old.toBuilder()
            .headers(headers(call, type))
            .metadata(metadata(call))
            .attributes(attributes)
            .modified(state.now())
            .build());
    return FakeResponse.of(202).with("Content-Type", "text/html; charset=UTF-8");
  }

  FakeResponse delete(SwiftCall call, SwiftCaller caller) {
    FakeBucket container = writable(call, caller);
    if (!state.remove(container, call.key(), call.request().turn())) {
      throw SwiftError.notFound();
    }
    return FakeResponse.of(204);
  }

  /** The headers of a request without those that describe what it was before. */
  static FakeHeaders without(FakeHeaders headers, List<String> names) {
    List<FakeHeaders.Line> lines = new ArrayList<>(headers.lines());
    lines.removeIf(line -> names.contains(line.name().toLowerCase(Locale.ROOT)));
    return FakeHeaders.of(lines);
  }
}
