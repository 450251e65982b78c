package dev.stowage.fakes.swift;

import dev.stowage.fakes.FakeBucket;
import dev.stowage.fakes.FakeResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an account holds, and its metadata. */
final class SwiftAccounts {
  private final SwiftState state;

  SwiftAccounts(SwiftState state) {
    this.state = state;
  }

  FakeResponse answer(SwiftCall call, SwiftCaller caller) {
    boolean reads = call.operation().reads();
    caller.mustOwn(reads);
    if (!reads) {
      if (call.request().headers().has("X-Account-Meta-Quota-Bytes")) {
        // Only a reseller may set it.
        throw SwiftError.forbidden();
      }
      SwiftMetadataHeaders.change(state.account(call.account()), call, "account");
      return FakeResponse.of(204);
    }
    FakeResponse response =
        call.isHead() ? FakeResponse.of(204).with("Content-Type", "text/plain") : list(call);
    return described(response, call, caller);
  }

  private FakeResponse list(SwiftCall call) {
    Map<String, FakeBucket> containers = new LinkedHashMap<>();
    state.containers(call.account()).forEach(c -> containers.put(SwiftState.nameOf(c), c));
    SwiftSlice slice = SwiftSlice.of(call, state.limits());
    List<Map<String, Object>> entries = new ArrayList<>();
    for (SwiftSlice.Entry entry : slice.of(List.copyOf(containers.keySet()))) {
      FakeBucket container = containers.get(entry.name());
      if (entry.common() || container == null) {
        entries.add(SwiftListings.common(entry.name()));
      } else {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("name", entry.name());
        told.put("count", container.keys().size());
        told.put("bytes", state.used(container));
        told.put("last_modified", SwiftListings.time(container.created()));
        entries.add(told);
      }
    }
    return SwiftListings.answer(call, "account", call.account(), entries);
  }

  private FakeResponse described(FakeResponse response, SwiftCall call, SwiftCaller caller) {
    List<FakeBucket> containers = state.containers(call.account());
    long objects = containers.stream().mapToLong(c -> c.keys().size()).sum();
    long bytes = containers.stream().mapToLong(state::used).sum();
    FakeResponse full =
        response
            .with("X-Account-Container-Count", Integer.toString(containers.size()))
            .with("X-Account-Object-Count", Long.toString(objects))
            .with("X-Account-Bytes-Used", Long.toString(bytes));
    return SwiftMetadataHeaders.described(
        full, "account", state.account(call.account()), caller.owns());
  }
}
