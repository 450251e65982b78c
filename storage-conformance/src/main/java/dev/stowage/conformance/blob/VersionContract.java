package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.blob.BlobFeature;
import dev.stowage.blob.BlobVersion;
import dev.stowage.blob.BlobVersions;
import dev.stowage.blob.GetOptions;
import dev.stowage.conformance.Case;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Old versions of blobs. */
public interface VersionContract extends BlobContract {
  /** Without versions there is no accessor, and a version in a read is refused. */
  private static boolean without(Bench bench) {
    assertEquals(bench.has(BlobFeature.VERSIONS), bench.store().versions().isPresent());
    return bench.refuses(
        BlobFeature.VERSIONS,
        () -> bench.store().get("k", GetOptions.defaults().withVersion("1")).close());
  }

  private static List<BlobVersion> list(Bench bench, String prefix) {
    try (Stream<BlobVersion> all = bench.store().versions().orElseThrow().list(prefix)) {
      return all.toList();
    }
  }

  private static String read(Bench bench, String version) {
    GetOptions old = GetOptions.defaults().withVersion(version);
    return new String(Bench.bytes(bench.store(), "k", old), StandardCharsets.UTF_8);
  }

  @Case("B107")
  default void versions_list(Bench bench) {
    if (without(bench)) {
      return;
    }
    String first = bench.put("k", "first").version().orElseThrow();
    String second = bench.put("k", "second").version().orElseThrow();
    bench.put("k2", "other");
    bench.store().delete("k");
    List<BlobVersion> all = list(bench, "k");
    assertEquals(List.of("k", "k", "k", "k2"), all.stream().map(v -> v.info().key()).toList());
    assertTrue(all.get(0).deleteMarker() && all.get(0).latest());
    assertEquals(second, all.get(1).info().version().orElse(""));
    assertEquals(first, all.get(2).info().version().orElse(""));
    assertFalse(all.get(1).latest() || all.get(1).deleteMarker() || all.get(2).latest());
    assertEquals(5, all.get(2).info().size());
    assertTrue(all.get(3).latest() && !all.get(3).deleteMarker());
    assertEquals(List.of("k2"), bench.keys(""));
    assertEquals(1, list(bench, "k2").size());
  }

  @Case("B113")
  default void versions_readDeleteRestore(Bench bench) {
    if (without(bench)) {
      return;
    }
    BlobVersions versions = bench.store().versions().orElseThrow();
    String first = bench.put("k", "first").version().orElseThrow();
    String second = bench.put("k", "second").version().orElseThrow();
    assertEquals("first", read(bench, first));
    assertEquals("second", bench.text("k"));
    assertEquals(
        5, bench.store().find("k", GetOptions.defaults().withVersion(first)).orElseThrow().size());
    bench.store().delete("k");
    assertFalse(bench.store().exists("k"));
    assertEquals("first", read(bench, first));
    versions.restore("k", first);
    assertEquals("first", bench.text("k"));
    versions.delete("k", second);
    versions.delete("k", second);
    Expect.failure(ErrorCode.NOT_FOUND, () -> read(bench, second));
    assertEquals("first", bench.text("k"));
    assertEquals("first", read(bench, first));
    // The marker goes, and what it hid is back.
    bench.store().delete("k");
    String marker = list(bench, "k").get(0).info().version().orElseThrow();
    versions.delete("k", marker);
    assertEquals("first", bench.text("k"));
  }
}
