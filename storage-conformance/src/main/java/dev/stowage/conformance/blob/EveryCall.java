package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.ByteRange;
import dev.stowage.blob.CopyOptions;
import dev.stowage.blob.FormRequest;
import dev.stowage.blob.ListRequest;
import dev.stowage.blob.PutOptions;
import dev.stowage.blob.SignRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every way to reach a service through a store, by name. */
final class EveryCall {
  /** One way. */
  @FunctionalInterface
  interface KeyCall {
    void on(dev.stowage.blob.BlobStore store, String key) throws Exception;
  }

  private static final Duration LIFE = Duration.ofMinutes(5);

  private EveryCall() {}

  /** Calls that take a key and change something. */
  static Map<String, KeyCall> changes(Bench bench) {
    Map<String, KeyCall> calls = new LinkedHashMap<>();
    calls.put("put", (s, k) -> s.put(k, BlobBody.of("x")));
    calls.put("put with options", (s, k) -> s.put(k, BlobBody.of("x"), PutOptions.defaults()));
    calls.put(
        "openWriter",
        (s, k) -> {
          try (var writer = s.openWriter(k)) {
            writer.write(1);
            writer.commit();
          }
        });
    calls.put("delete", (s, k) -> s.delete(k));
    calls.put("copy to", (s, k) -> s.copy("source", k));
    calls.put("copyFrom to", (s, k) -> s.copyFrom(s, "source", k, CopyOptions.defaults()));
    calls.put("move to", (s, k) -> s.move("source", k));
    if (bench.has(BlobFeature.DELETE_IF_MATCH)) {
      calls.put("delete if match", (s, k) -> s.delete(k, "etag"));
    }
    if (bench.has(BlobFeature.APPEND)) {
      calls.put("append", (s, k) -> s.append(k, BlobBody.of("x")));
    }
    if (bench.has(BlobFeature.MULTIPART)) {
      calls.put(
          "start upload",
          (s, k) -> s.multipartUploads().orElseThrow().start(k, PutOptions.defaults()));
    }
    if (bench.has(BlobFeature.VERSIONS)) {
      calls.put("delete version", (s, k) -> s.versions().orElseThrow().delete(k, "1"));
      calls.put("restore version", (s, k) -> s.versions().orElseThrow().restore(k, "1"));
    }
    if (bench.has(BlobFeature.SIGNED_URLS)) {
      calls.put("sign put", (s, k) -> s.urlSigner().orElseThrow().sign(SignRequest.put(k, LIFE)));
      calls.put(
          "sign delete", (s, k) -> s.urlSigner().orElseThrow().sign(SignRequest.delete(k, LIFE)));
    }
    if (bench.has(BlobFeature.SIGNED_POST)) {
      calls.put(
          "sign form",
          (s, k) ->
              s.urlSigner().orElseThrow().signForm(new FormRequest(k, LIFE, 0, 10, "text/plain")));
    }
    return calls;
  }

  /** Calls that take a key and change nothing. */
  static Map<String, KeyCall> reads(Bench bench) {
    Map<String, KeyCall> calls = new LinkedHashMap<>();
    calls.put("get", (s, k) -> s.get(k).close());
    calls.put("readRanges", (s, k) -> s.readRanges(k, List.of(ByteRange.of(0, 1))));
    calls.put(
        "openChannel",
        (s, k) -> {
          try (var channel = s.openChannel(k)) {
            channel.read(ByteBuffer.allocate(1));
          }
        });
    calls.put("find", (s, k) -> s.find(k));
    calls.put("exists", (s, k) -> s.exists(k));
    if (bench.has(BlobFeature.SIGNED_URLS)) {
      calls.put("sign get", (s, k) -> s.urlSigner().orElseThrow().sign(SignRequest.get(k, LIFE)));
    }
    return calls;
  }

  /** Every call with a key, copies from it included. */
  static Map<String, KeyCall> keyed(Bench bench) {
    Map<String, KeyCall> calls = new LinkedHashMap<>(reads(bench));
    calls.putAll(changes(bench));
    calls.put("copy from", (s, k) -> s.copy(k, "target"));
    calls.put("move from", (s, k) -> s.move(k, "target"));
    return calls;
  }

  /** Calls with something else than the key missing. */
  static Map<String, KeyCall> withNulls(Bench bench) {
    Map<String, KeyCall> calls = new LinkedHashMap<>();
    calls.put("put body", (s, k) -> s.put(k, Expect.nothing()));
    calls.put("put options", (s, k) -> s.put(k, BlobBody.of("x"), Expect.nothing()));
    calls.put("openWriter options", (s, k) -> s.openWriter(k, Expect.nothing()).close());
    calls.put("get options", (s, k) -> s.get(k, Expect.nothing()).close());
    calls.put("find options", (s, k) -> s.find(k, Expect.nothing()));
    calls.put("readRanges ranges", (s, k) -> s.readRanges(k, Expect.nothing()));
    calls.put("deleteAll keys", (s, k) -> s.deleteAll(Expect.nothing()));
    calls.put("deletePrefix prefix", (s, k) -> s.deletePrefix(Expect.nothing()));
    calls.put("list prefix", (s, k) -> s.list(Expect.<String>nothing()).close());
    calls.put("listPage request", (s, k) -> s.listPage(Expect.nothing()));
    calls.put("within prefix", (s, k) -> s.within(Expect.nothing()));
    calls.put("copy options", (s, k) -> s.copy(k, "to", Expect.nothing()));
    calls.put(
        "copyFrom source", (s, k) -> s.copyFrom(Expect.nothing(), k, "to", CopyOptions.defaults()));
    if (bench.has(BlobFeature.DELETE_IF_MATCH)) {
      calls.put("delete etag", (s, k) -> s.delete(k, Expect.nothing()));
    }
    if (bench.has(BlobFeature.APPEND)) {
      calls.put("append body", (s, k) -> s.append(k, Expect.nothing()));
    }
    if (bench.has(BlobFeature.MULTIPART)) {
      calls.put(
          "list uploads",
          (s, k) -> drain(s.multipartUploads().orElseThrow().list(Expect.nothing())));
    }
    if (bench.has(BlobFeature.VERSIONS)) {
      calls.put(
          "list versions", (s, k) -> drain(s.versions().orElseThrow().list(Expect.nothing())));
    }
    return calls;
  }

  private static void drain(Stream<?> entries) {
    try (entries) {
      assertEquals(0, entries.count(), "the kit expects nothing here");
    }
  }

  /** Every call that sends something. */
  static Map<String, KeyCall> all(Bench bench) {
    Map<String, KeyCall> calls = keyed(bench);
    calls.put("list", (s, k) -> drain(s.list(k)));
    calls.put("listPage", (s, k) -> s.listPage(ListRequest.of(k)));
    calls.put("deletePrefix", (s, k) -> s.deletePrefix(k));
    calls.put("isAccessible", (s, k) -> s.isAccessible());
    calls.put("deleteAll", (s, k) -> s.deleteAll(List.of(k)));
    if (bench.has(BlobFeature.MULTIPART)) {
      calls.put("list uploads", (s, k) -> drain(s.multipartUploads().orElseThrow().list(k)));
      calls.put(
          "abort uploads", (s, k) -> s.multipartUploads().orElseThrow().abortOlderThan(k, LIFE));
    }
    if (bench.has(BlobFeature.VERSIONS)) {
      calls.put("list versions", (s, k) -> drain(s.versions().orElseThrow().list(k)));
    }
    return calls;
  }
}
