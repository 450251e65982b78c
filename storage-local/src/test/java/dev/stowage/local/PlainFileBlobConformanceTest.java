package dev.stowage.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobStore;
import dev.stowage.conformance.Case;
import dev.stowage.conformance.ConformanceReport;
import dev.stowage.conformance.blob.Bench;
import dev.stowage.conformance.blob.BlobHarness;
import dev.stowage.conformance.blob.BlobStoreContract;
import java.util.List;

/**
 * The contract over the plain layout. Cases whose keys cannot be names of files together are tested
 * as refused.
 */
class PlainFileBlobConformanceTest implements BlobStoreContract {
  @Override
  public String provider() {
    return "file";
  }

  @Override
  public String configuration() {
    return "embedded-plain";
  }

  @Override
  public BlobHarness newHarness() {
    return FileBlobConformanceTest.harness(PlainLayout.NAME);
  }

  /** A file and a directory cannot have one name: the second is refused and the first stays. */
  private static void notBoth(Bench bench, String first, String second) {
    BlobStore store = bench.store();
    store.put(first, BlobBody.of("first"));
    StorageException failure =
        assertThrows(StorageException.class, () -> store.put(second, BlobBody.of("second")));
    assertEquals(ErrorCode.CONFLICT, failure.code(), failure::getMessage);
    assertFalse(failure.retryable());
    assertTrue(failure.getMessage().contains("layout=native"), failure::getMessage);
    assertEquals(List.of(first), store.list("").map(BlobInfo::key).toList());
    assertFalse(store.exists(second));
    store.delete(second);
    assertEquals("first", store.get(first).text());
    ConformanceReport.refused("\"" + first + "\" and \"" + second + "\" together");
  }

  /** Each key alone is kept exactly, or refused before anything is written. */
  private static void exactlyOrNot(Bench bench, String... keys) {
    BlobStore store = bench.store();
    int refused = 0;
    for (String key : keys) {
      try {
        store.put(key, BlobBody.of(key));
      } catch (StorageException e) {
        assertEquals(ErrorCode.INVALID_KEY, e.code(), e::getMessage);
        refused++;
        continue;
      }
      assertEquals(key, store.get(key).text());
      assertEquals(List.of(key), store.list("").map(BlobInfo::key).toList());
      store.delete(key);
    }
    assertTrue(refused > 0);
    assertEquals(0, store.list("").count());
    ConformanceReport.refused("keys that are no names of files");
  }

  private static void refused(Bench bench, String key) {
    StorageException failure =
        assertThrows(StorageException.class, () -> bench.store().put(key, BlobBody.of("x")));
    assertEquals(ErrorCode.INVALID_KEY, failure.code());
    assertEquals(0, bench.store().list("").count());
    ConformanceReport.refused("the key \"" + key + "\"");
  }

  @Override
  @Case("B016")
  public void key_awkward_isKeptExactly(Bench bench) {
    exactlyOrNot(
        bench,
        "a/b/c",
        "/",
        "//",
        "/a",
        "a/",
        "a//b",
        ".",
        "..",
        "./a",
        "a/./b",
        "../a",
        "...",
        ".hidden",
        "a\\b",
        "C:",
        "'",
        "\"",
        "<&>",
        "*?",
        "a b",
        " a",
        "a ",
        "\r\n\t",
        "\u007f",
        "%2f",
        "%",
        "+",
        "#?&",
        "\0",
        ".stowage/x",
        ".STOWAGE",
        "x/.stowage",
        "é",
        "e\u0301",
        "한국어",
        "😀",
        "\uFFFD",
        "x".repeat(255),
        "x".repeat(256),
        "é".repeat(127),
        "é".repeat(128));
  }

  @Override
  @Case("P3")
  public void keys_ofAllOfUnicode_roundTripOrAreRefused(Bench bench) {
    java.util.Random random = new java.util.Random(7);
    String[] keys = new String[500];
    for (int i = 0; i < keys.length; i++) {
      StringBuilder key = new StringBuilder();
      for (int n = 1 + random.nextInt(20); n > 0; n--) {
        int c = random.nextInt(random.nextBoolean() ? 128 : Character.MAX_CODE_POINT + 1);
        key.appendCodePoint(c >= 0xD800 && c < 0xE000 ? '/' : c);
      }
      keys[i] = key.toString();
    }
    exactlyOrNot(bench, keys);
  }

  @Override
  @Case("B019")
  public void key_andLongerKey_coexist(Bench bench) {
    notBoth(bench, "a", "a/b");
  }

  @Override
  @Case("B022")
  public void foreignObject_isListedAndReadUnderItsOwnName(Bench bench) {
    notBoth(bench, "a/b", "a");
  }

  @Override
  @Case("B023")
  public void ourObject_isSeenByOthers(Bench bench) {
    notBoth(bench, "a/b/c", "a/b");
  }

  @Override
  @Case("B024")
  public void within_everyCall_isRelative(Bench bench) {
    refused(bench, "s/");
  }

  @Override
  @Case("B091")
  public void list_byPrefix(Bench bench) {
    notBoth(bench, "foo", "foo/x");
  }

  @Override
  @Case("B093")
  public void list_order_isThatOfUtf8(Bench bench) {
    notBoth(bench, "t/1", "t");
  }

  @Override
  @Case("B094")
  public void listPage_everySize_losesNothing(Bench bench) {
    notBoth(bench, "t/1/2", "t/1");
  }

  @Override
  @Case("B095")
  public void delimiter_slash_reproducesTheTree(Bench bench) {
    notBoth(bench, "b/d/e", "b/d");
  }

  @Override
  @Case("B099")
  public void list_prefixEqualToAKey(Bench bench) {
    notBoth(bench, "a/b", "a/b/d");
  }

  @Override
  @Case("B103")
  public void list_awkwardKeys_exactly(Bench bench) {
    exactlyOrNot(bench, "a\nb", "a\u0001b", "]]>", "a/", "\u2028", "\uFFFE", "a//b");
  }

  @Override
  @Case("B104")
  public void shortAndEmptyPages_loseNothing(Bench bench) {
    notBoth(bench, "a/b", "a/b/c");
  }

  @Override
  @Case("B111")
  public void deletePrefix_allUnderIt_andNothingElse(Bench bench) {
    notBoth(bench, "dir/x", "dir");
  }

  @Override
  @Case("B124")
  public void sign_awkwardKeys_areDownloadable(Bench bench) {
    refused(bench, "a//b");
  }

  @Override
  @Case("P1")
  public void program_random_doesAsTheModel(Bench bench) {
    refused(bench, "c/");
  }

  @Override
  @Case("P1")
  public void program_inThreadsOnDisjointKeys_doesAsTheModel(Bench bench) {
    refused(bench, "/c");
  }
}
