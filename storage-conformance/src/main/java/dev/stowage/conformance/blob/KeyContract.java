package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.DeleteResult;
import dev.stowage.conformance.Case;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keys are opaque: kept exactly, or refused before any request. */
public interface KeyContract extends BlobContract {
  @Case("B014")
  default void key_nullOrEmpty_isRefusedByEveryMethod(Bench bench) {
    EveryCall.keyed(bench)
        .forEach(
            (name, call) -> {
              refused(bench, ErrorCode.INVALID_ARGUMENT, name + " empty", call, "");
              refused(bench, ErrorCode.INVALID_ARGUMENT, name + " null", call, Expect.nothing());
            });
    bench.log().clear();
    List<DeleteResult> results = bench.store().deleteAll(Arrays.asList("", Expect.nothing()));
    assertEquals(2, results.size());
    results.forEach(r -> assertEquals(ErrorCode.INVALID_ARGUMENT, codeOf(r)));
    assertEquals(0, bench.log().size(), () -> "requests: " + bench.log());
  }

  @Case("B014")
  default void argument_null_isRefusedByEveryMethod(Bench bench) {
    bench.put("k", "there");
    EveryCall.withNulls(bench)
        .forEach((name, call) -> refused(bench, ErrorCode.INVALID_ARGUMENT, name, call, "k"));
  }

  private static ErrorCode codeOf(DeleteResult result) {
    return result.failure().map(StorageException::code).orElse(ErrorCode.UNKNOWN);
  }

  private static void refused(
      Bench bench, ErrorCode code, String where, EveryCall.KeyCall call, String key) {
    Expect.refusal(bench, code, where, () -> call.on(bench.store(), key));
  }

  @Case("B015")
  default void key_loneSurrogate_isRefused(Bench bench) {
    for (String bad : List.of("\uD800", "a\uDC00b", "\uDE00\uD83D", "ok/\uD83D")) {
      EveryCall.keyed(bench)
          .forEach((name, call) -> refused(bench, ErrorCode.INVALID_ARGUMENT, name, call, bad));
      refused(bench, ErrorCode.INVALID_ARGUMENT, "list", (s, k) -> Bench.keys(s, listOf(k)), bad);
    }
  }

  private static dev.stowage.blob.ListRequest listOf(String prefix) {
    return dev.stowage.blob.ListRequest.of(prefix);
  }

  @Case("B016")
  default void key_awkward_isKeptExactly(Bench bench) {
    BlobStore store = bench.store();
    List<String> legal = AwkwardKeys.legal(bench);
    assertTrue(legal.size() > 40, "a provider that refuses nearly everything is no blob store");
    for (String key : legal) {
      store.put(key, BlobBody.of("content of " + key));
    }
    for (String key : legal) {
      assertEquals("content of " + key, bench.text(key));
      assertEquals(key, bench.info(key).key());
      assertTrue(bench.keys(key).contains(key), () -> "not listed by its own prefix: " + key);
      store.copy(key, "copy");
      assertEquals("content of " + key, bench.text("copy"));
      store.copy("copy", key + "+copy");
      assertEquals("content of " + key, bench.text(key + "+copy"));
      store.delete(key + "+copy");
    }
    store.delete("copy");
    for (String key : legal) {
      store.delete(key);
      assertFalse(store.exists(key), () -> "still there: " + key);
    }
    assertEquals(List.of(), bench.keys(""));
  }

  @Case("B017")
  default void key_withRejectedCharacter_isRefusedBeforeAnyRequest(Bench bench) {
    List<String> illegal = new ArrayList<>(AwkwardKeys.illegal(bench));
    List<String> legal = new ArrayList<>();
    for (int c = 0; c < 0x300; c++) {
      String key = "a" + (char) c + "b";
      (AwkwardKeys.isLegal(bench, key) ? legal : illegal).add(key);
    }
    for (String key : illegal) {
      EveryCall.keyed(bench)
          .forEach((name, call) -> refused(bench, ErrorCode.INVALID_KEY, name, call, key));
    }
    legal.forEach(key -> bench.put(key, key));
    legal.forEach(key -> assertEquals(key, bench.text(key)));
    assertEquals(legal.size(), bench.keys("").size());
  }

  @Case("B018")
  default void keys_thatLookAlike_areDistinct(Bench bench) {
    String[][] pairs = {
      {"a", "/a"},
      {"a/b", "a/./b"},
      {"a/b", "a//b"},
      {"a", "a "},
      {"a", "a/"},
      {"%41", "A"},
      {"caf\u00e9", "cafe\u0301"},
      {"A", "a"},
      {"x/y", "x__0x2f__y"},
      {"x/y", "x%2Fy"},
      {"x/y", "x\\y"},
      {"+", " "},
      {"a/../b", "b"},
      {"CON", "con"},
      {"t.", "t"},
      {"ſ", "s"},
    };
    for (String[] pair : pairs) {
      if (AwkwardKeys.isLegal(bench, pair[0]) && AwkwardKeys.isLegal(bench, pair[1])) {
        bench.put(pair[0], "first");
        bench.put(pair[1], "second");
        assertEquals("first", bench.text(pair[0]), () -> Arrays.toString(pair));
        assertEquals("second", bench.text(pair[1]), () -> Arrays.toString(pair));
        bench.store().delete(pair[0]);
        assertTrue(bench.store().exists(pair[1]), () -> Arrays.toString(pair));
        bench.store().delete(pair[1]);
      }
    }
    assertEquals(List.of(), bench.keys(""));
  }

  @Case("B019")
  default void key_andLongerKey_coexist(Bench bench) {
    bench.putAll("a", "a/b", "a/b/c");
    assertEquals(List.of("a", "a/b", "a/b/c"), bench.keys(""));
    bench.store().delete("a/b");
    assertEquals(List.of("a", "a/b/c"), bench.keys("a"));
    bench.store().delete("a");
    assertEquals("content of a/b/c", bench.text("a/b/c"));
  }

  @Case("B020")
  default void key_withTrailingSlash_isOrdinary(Bench bench) {
    if (!AwkwardKeys.isLegal(bench, "a/")) {
      Expect.refusal(bench, ErrorCode.INVALID_KEY, "a/", () -> bench.put("a/", "x"));
      return;
    }
    bench.put("a/", "bytes");
    assertEquals("bytes", bench.text("a/"));
    assertFalse(bench.store().exists("a"));
    bench.put("a/b", "below");
    bench.store().delete("a/");
    assertEquals(List.of("a/b"), bench.keys(""));
  }

  @Case("B021")
  default void key_longest_worksAndOneByteMoreDoesNot(Bench bench) {
    String longest = ofBytes(bench.limits().maxKeyBytes());
    bench.put(longest, "long");
    assertEquals("long", bench.text(longest));
    assertEquals(List.of(longest), bench.keys(""));
    bench.store().delete(longest);
    for (String tooLong : List.of(longest + "x", ofBytes(bench.limits().maxKeyBytes() + 1))) {
      int bytes = tooLong.getBytes(StandardCharsets.UTF_8).length;
      assertTrue(bytes > bench.limits().maxKeyBytes());
      Expect.refusal(bench, ErrorCode.INVALID_KEY, bytes + " bytes", () -> bench.put(tooLong, "x"));
      Expect.refusal(bench, ErrorCode.INVALID_KEY, "get", () -> bench.store().exists(tooLong));
    }
  }

  /** A key of so many bytes in UTF-8: segments of 40, the last character of two bytes. */
  private static String ofBytes(int bytes) {
    StringBuilder key = new StringBuilder();
    while (key.length() < bytes - 2) {
      key.append(key.length() % 40 == 39 ? '/' : 'k');
    }
    return key.append('é').toString();
  }
}
