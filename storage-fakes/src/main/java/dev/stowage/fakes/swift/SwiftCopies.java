package dev.stowage.fakes.swift;

import dev.stowage.fakes.FakeHeaders;
import dev.stowage.fakes.FakeRequest;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.text.Percent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Copies: a read, with its conditions and its range, and a write of what it gave. */
final class SwiftCopies {
  private static final List<String> NOT_COPIED =
      List.of(
          SwiftWrites.LARGE,
          SwiftState.DYNAMIC,
          "etag",
          "x-manifest-etag",
          "content-type",
          "content-length",
          "content-range",
          "accept-ranges",
          "last-modified",
          "x-timestamp");
  private static final List<String> NOT_WRITTEN =
      List.of("destination", "x-copy-from", "range", "content-length", "transfer-encoding");

  private final SwiftState state;
  private final SwiftReads reads;
  private final SwiftWrites writes;
  private final SwiftManifests manifests;

  SwiftCopies(SwiftState state, SwiftReads reads, SwiftWrites writes, SwiftManifests manifests) {
    this.state = state;
    this.reads = reads;
    this.writes = writes;
    this.manifests = manifests;
  }

  /** A container and an object. */
  private record Place(String container, String key) {
    static Place of(String header, String name) {
      String path;
      try {
        path = Percent.decoded(header, false);
      } catch (IllegalArgumentException e) {
        path = "";
      }
      String plain = path.startsWith("/") ? path.substring(1) : path;
      int slash = plain.indexOf('/');
      if (slash < 1 || slash == plain.length() - 1) {
        throw new SwiftError(412, name + " header must be of the form container/object");
      }
      return new Place(plain.substring(0, slash), plain.substring(slash + 1));
    }
  }

  FakeResponse copy(SwiftCall call, SwiftCaller caller) {
    if (call.request().body().length > 0) {
      throw SwiftError.bad("Copy requests require a zero byte body");
    }
    refuseOtherAccounts(call);
    Place here = new Place(call.container(), call.key());
    boolean to = call.request().method().equals("COPY");
    Place other =
        to
            ? Place.of(
                call.header("Destination")
                    .orElseThrow(() -> new SwiftError(412, "Destination header required")),
                "Destination")
            : Place.of(call.header("X-Copy-From").orElse(""), "X-Copy-From");
    return copy(call, caller, to ? here : other, to ? other : here);
  }

  /** The fake knows a caller in one account at a time. */
  private static void refuseOtherAccounts(SwiftCall call) {
    for (String header : List.of("Destination-Account", "X-Copy-From-Account")) {
      if (call.header(header).filter(name -> !name.equals(call.account())).isPresent()) {
        throw SwiftError.forbidden();
      }
    }
  }

  private FakeResponse copy(SwiftCall call, SwiftCaller caller, Place from, Place to) {
    Map<String, String> params = new LinkedHashMap<>(call.params());
    boolean manifest = call.param("multipart-manifest").filter("get"::equals).isPresent();
    if (manifest) {
      params.put("format", "raw");
    }
    FakeRequest asked = FakeRequest.head("GET", call.request().target(), call.request().headers());
    FakeResponse source =
        reads.get(
            call.about(SwiftOperation.OBJECT_GET, asked, from.container(), from.key(), params),
            caller);
    if (source.status() >= 300) {
      return source;
    }
    byte[] content = source.body();
    boolean cut = source.headers().first("Content-Length").isPresent();
    if (cut || content.length > state.limits().maxFileSize()) {
      throw new SwiftError(cut ? 499 : 413);
    }
    boolean slo = source.headers().has(SwiftWrites.LARGE);
    Optional<String> dlo = source.headers().first(SwiftState.DYNAMIC);
    FakeHeaders headers = headers(call, source, content.length);
    if (source.status() == 200 && !slo && (dlo.isEmpty() || manifest)) {
      headers = headers.replacing("Etag", source.headers().first("Etag").orElse(""));
    }
    if (manifest && dlo.isPresent()) {
      headers = headers.replacing(SwiftState.DYNAMIC, dlo.get());
    }
    FakeRequest written =
        FakeRequest.head("PUT", call.request().target(), headers).withBody(content);
    params.remove("format");
    params.remove("multipart-manifest");
    SwiftOperation operation =
        manifest && slo ? SwiftOperation.MANIFEST_PUT : SwiftOperation.OBJECT_PUT;
    SwiftCall put = call.about(operation, written, to.container(), to.key(), params);
    FakeResponse stored = manifest && slo ? manifests.put(put, caller) : writes.put(put, caller);
    return stored.status() >= 300 ? stored : told(stored, call, source, from);
  }

  private static FakeHeaders headers(SwiftCall call, FakeResponse source, int length) {
    FakeHeaders headers = FakeHeaders.NONE;
    if (call.header("X-Fresh-Metadata").filter(SwiftCall::yes).isEmpty()) {
      headers = SwiftWrites.without(source.headers(), NOT_COPIED);
    }
    for (FakeHeaders.Line line : call.request().headers().lines()) {
      if (!NOT_WRITTEN.contains(line.name().toLowerCase(Locale.ROOT))) {
        headers = headers.replacing(line.name(), line.value());
      }
    }
    if (call.header("Content-Type").isEmpty()) {
      String type = source.headers().first("Content-Type").orElse("");
      headers = headers.replacing("Content-Type", type);
    }
    return headers.replacing("Content-Length", Integer.toString(length));
  }

  private static FakeResponse told(
      FakeResponse stored, SwiftCall call, FakeResponse source, Place from) {
    String path = Percent.encoded(from.container() + "/" + from.key(), false);
    return stored
        .with("X-Copied-From-Account", call.account())
        .with("X-Copied-From", path)
        .with("X-Copied-From-Last-Modified", source.headers().first("Last-Modified").orElse(""));
  }
}
