package dev.stowage.fakes.swift;

import dev.stowage.fakes.FakeBlob;
import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.text.HttpText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Containers: their listings, metadata, access lists, quotas and policies. */
final class SwiftContainers {
  private static final String POLICY = "x-storage-policy";
  private static final List<String> LISTS = List.of(SwiftCaller.READ, SwiftCaller.WRITE);

  private final SwiftState state;

  SwiftContainers(SwiftState state) {
    this.state = state;
  }

  FakeResponse put(SwiftCall call, SwiftCaller caller) {
    caller.mustOwn(false);
    int length = SwiftCall.bytes(call.container());
    boolean there = state.container(call.account(), call.container()).isPresent();
    if (!there && state.limits().shortestContainer() > length) {
      throw SwiftError.bad("The container name is too short");
    }
    if (length > state.limits().longestContainer()) {
      throw SwiftError.bad(
          "Container name length of "
              + length
              + " longer than "
              + state.limits().longestContainer());
    }
    check(call);
    String policy = call.header("X-Storage-Policy").orElse("").toLowerCase(Locale.ROOT);
    if (!policy.isEmpty() && !SwiftInfo.POLICIES.contains(policy)) {
      throw SwiftError.bad("Invalid X-Storage-Policy '" + policy + "'");
    }
    FakeBucket container = state.create(call.account(), call.container());
    if (there && !policy.isEmpty() && !policy.equals(container.attributes().get(POLICY))) {
      throw new SwiftError(409);
    }
    if (!there) {
      container.attributes().put(POLICY, policy.isEmpty() ? SwiftInfo.POLICIES.get(0) : policy);
    }
    change(container, call);
    return FakeResponse.of(there ? 202 : 201).with("Content-Type", "text/html; charset=UTF-8");
  }

  FakeResponse post(SwiftCall call, SwiftCaller caller) {
    caller.mustOwn(false);
    check(call);
    change(state.required(call.account(), call.container()), call);
    return FakeResponse.of(204);
  }

  private static void check(SwiftCall call) {
    SwiftMetadataHeaders.sent(call, "container").values().stream()
        .filter(value -> !SwiftMetadataHeaders.isUtf8(value))
        .findFirst()
        .ifPresent(
            value -> {
              throw SwiftError.bad("Metadata must be valid UTF-8");
            });
    for (String kind : List.of("Bytes", "Count")) {
      boolean bad =
          call.header("X-Container-Meta-Quota-" + kind).filter(v -> !v.matches("\\d+")).isPresent();
      if (bad) {
        throw SwiftError.bad("Invalid " + kind.toLowerCase(Locale.ROOT) + " quota.");
      }
    }
    if (call.header("X-Container-Write").filter(list -> list.contains(".r")).isPresent()) {
      throw SwiftError.bad("Referrers not allowed in write ACL");
    }
    boolean unknown =
        call.header("X-Container-Read").stream()
            .flatMap(list -> List.of(list.split(",")).stream())
            .map(String::strip)
            .anyMatch(entry -> entry.startsWith(".") && !entry.matches("\\.r:.+|\\.rlistings"));
    if (unknown) {
      throw SwiftError.bad("Unknown designator in ACL");
    }
  }

  private static void change(FakeBucket container, SwiftCall call) {
    SwiftMetadataHeaders.change(container.attributes(), call, "container");
    for (String list : LISTS) {
      call.request()
          .header(list)
          .ifPresent(
              value -> {
                if (value.isEmpty()) {
                  container.attributes().remove(list);
                } else {
                  container.attributes().put(list, value);
                }
              });
      if (call.header(list.replace("x-", "x-remove-")).isPresent()) {
        container.attributes().remove(list);
      }
    }
  }

  FakeResponse head(SwiftCall call, SwiftCaller caller) {
    FakeBucket container = readable(call, caller);
    FakeResponse response = FakeResponse.of(204).with("Content-Type", "text/plain; charset=utf-8");
    return described(response, container, caller);
  }

  FakeResponse list(SwiftCall call, SwiftCaller caller) {
    FakeBucket container = readable(call, caller);
    List<Map<String, Object>> entries = new ArrayList<>();
    SwiftSlice slice = SwiftSlice.of(call, state.limits());
    for (SwiftSlice.Entry entry : slice.of(container.keys())) {
      entries.add(
          entry.common()
              ? SwiftListings.common(entry.name())
              : told(container.current(entry.name()).orElseThrow()));
    }
    return described(
        SwiftListings.answer(call, "container", call.container(), entries), container, caller);
  }

  private FakeBucket readable(SwiftCall call, SwiftCaller caller) {
    caller.mustRead(state.container(call.account(), call.container()).orElse(null), true);
    return state.required(call.account(), call.container());
  }

  private Map<String, Object> told(FakeBlob blob) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("name", blob.key());
    told.put("hash", blob.etag());
    told.put("bytes", SwiftState.listedSize(blob));
    told.put("content_type", HttpText.utf8(blob.headers().getOrDefault("content-type", "")));
    told.put("last_modified", SwiftListings.time(blob.modified()));
    if (!state.limits().legacy()) {
      blob.attribute(SwiftState.SLO_ETAG)
          .ifPresent(etag -> told.put("slo_etag", HttpText.quoted(etag)));
    }
    return told;
  }

  private FakeResponse described(FakeResponse response, FakeBucket container, SwiftCaller caller) {
    FakeResponse full =
        response
            .with("X-Container-Object-Count", Integer.toString(container.keys().size()))
            .with("X-Container-Bytes-Used", Long.toString(state.used(container)))
            .with("X-Timestamp", SwiftReads.timestamp(container.created()))
            .with("X-Storage-Policy", container.attributes().getOrDefault(POLICY, ""))
            .with("Accept-Ranges", "bytes");
    full = SwiftMetadataHeaders.described(full, "container", container.attributes(), caller.owns());
    for (String list : LISTS) {
      String value = container.attributes().get(list);
      if (value != null && caller.owns()) {
        full = full.with(SwiftMetadataHeaders.title(list), value);
      }
    }
    return full;
  }

  FakeResponse delete(SwiftCall call, SwiftCaller caller) {
    caller.mustOwn(false);
    FakeBucket container = state.required(call.account(), call.container());
    if (!container.isEmpty()) {
      throw new SwiftError(409);
    }
    state.remove(container);
    return FakeResponse.of(204);
  }
}
