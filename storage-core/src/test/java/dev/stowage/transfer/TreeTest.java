package dev.stowage.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import dev.stowage.spi.KeyOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TreeTest extends TransferTestBase {
  private final BlobStore store = BlobStore.open("mem:");

  private static List<TreeEntry> walk(Tree tree) {
    List<TreeEntry> entries = new ArrayList<>();
    try (Tree.Cursor cursor = tree.open()) {
      cursor.forEachRemaining(entries::add);
    }
    return entries;
  }

  private void touch(String... keys) throws IOException {
    for (String key : keys) {
      file("t/" + key, random(1, 1));
    }
  }

  @Test
  void localTree_isInTheOrderOfKeys_alsoWhenSpilled() throws Exception {
    touch("a", "a!/x", "a.b", "ab/c", "b/c/d", "b/c-d", "b/c.d", "\uFFFD", "\uD83D\uDE00/x", "B");
    file("t/dir/x", random(1, 1));
    for (int i = 0; i < 57; i++) {
      touch("dir/many/" + i, "dir/many" + i + "/f");
    }
    for (int limit : new int[] {2, 7, 1000}) {
      List<String> keys =
          walk(new LocalTree(temp.resolve("t"), limit)).stream().map(TreeEntry::key).toList();
      assertEquals(keys.stream().sorted(KeyOrder.UTF8).toList(), keys);
      assertEquals(11 + 2 * 57, keys.size());
    }
  }

  @Test
  void localTree_links_followedToFilesAndNotIntoDirectories() throws Exception {
    touch("real/f");
    Path root = temp.resolve("t");
    Files.createSymbolicLink(root.resolve("link"), root.resolve("real/f"));
    Files.createSymbolicLink(root.resolve("loop"), root);
    Files.createSymbolicLink(root.resolve("broken"), root.resolve("nowhere"));
    Map<String, TreeEntry> entries =
        walk(new LocalTree(root)).stream()
            .collect(Collectors.toMap(TreeEntry::key, e -> e, (a, b) -> a, TreeMap::new));
    assertEquals(List.of("broken", "link", "loop/", "real/f"), List.copyOf(entries.keySet()));
    assertTrue(entries.get("link").isObject());
    assertEquals("a symbolic link to a directory", entries.get("loop/").note());
    assertEquals(ErrorCode.NOT_FOUND, entries.get("broken").problem().code());
    try (Transfers transfers = Transfers.create(options())) {
      TransferResult result = transfers.uploadTree(root, store, "x/");
      assertEquals(2, result.objects());
      assertEquals(1, result.skipped());
      assertEquals(1, result.failed());
    }
  }

  @Test
  void downloadTree_keysThatWouldEscape_areRefusedOneByOne() throws Exception {
    Path out = temp.resolve("in").resolve("out");
    Files.createDirectories(out);
    Files.createDirectory(temp.resolve("elsewhere"));
    Files.createSymbolicLink(out.resolve("link"), temp.resolve("elsewhere"));
    List<String> bad =
        List.of(
            "../up",
            "a/../../up",
            "/etc/passwd",
            "a//b",
            "./x",
            "a/.",
            "link/x",
            "nul\0x",
            "d/",
            "..",
            ".stowage-x.part");
    List<String> good =
        List.of("ok", "a/b", "...", "a/..b", "\\..\\x", "C:x", "~", "-rf", "new\nline");
    bad.forEach(key -> store.put(key, BlobBody.of("bad")));
    good.forEach(key -> store.put(key, BlobBody.of("good")));
    try (Transfers transfers = Transfers.create(options())) {
      TransferResult result = transfers.downloadTree(store, "", out);
      assertEquals(
          bad.stream().sorted().toList(),
          result.failures().stream().map(TransferFailure::key).sorted().toList());
      assertTrue(
          result.failures().stream().allMatch(f -> f.failure().code() == ErrorCode.INVALID_KEY));
      assertEquals(good.size(), result.objects());
    }
    for (String key : good) {
      assertEquals("good", Files.readString(out.resolve(key)));
    }
    assertEquals(1, filesIn(temp.resolve("in")));
    assertEquals(0, filesIn(temp.resolve("elsewhere")));
  }

  @Test
  void downloadTree_nameThatIsFileAndDirectory_isRefusedWhateverRunsFirst() throws Exception {
    for (String key : List.of("a", "a!", "a/b", "a/c/d", "x", "x/y")) {
      store.put(key, BlobBody.of(key));
    }
    Path out = temp.resolve("out");
    Files.createDirectories(out.resolve("x"));
    try (Transfers transfers = Transfers.create(options())) {
      TransferResult result = transfers.downloadTree(store, "", out);
      assertEquals(
          List.of("a/b", "a/c/d", "x"),
          result.failures().stream().map(TransferFailure::key).sorted().toList());
    }
    assertEquals("a", Files.readString(out.resolve("a")));
    assertEquals("x/y", Files.readString(out.resolve("x/y")));
  }

  @Test
  void downloadTree_folderMarkers_areLeftOut() throws Exception {
    store.put("p/", BlobBody.of(""));
    store.put("p/d/", BlobBody.of(""));
    store.put("p/d/f", BlobBody.of("1"));
    Path out = temp.resolve("out");
    try (Transfers transfers = Transfers.create(options())) {
      TransferResult result = transfers.downloadTree(store, "p/", out);
      assertEquals(2, result.skipped());
      assertEquals(1, result.objects());
      assertTrue(result.complete());
    }
  }

  @Test
  void places_caseThatIsIgnored_refusesTheSecondKey() throws Exception {
    LocalPlaces places = new LocalPlaces(Files.createDirectory(temp.resolve("p")), true);
    Path first = places.place("A");
    StorageException e = assertThrows(StorageException.class, () -> places.place("a"));
    assertEquals(ErrorCode.INVALID_KEY, e.code());
    places.done(first);
    assertEquals("a", places.place("a").getFileName().toString());
  }

  @Test
  void sortedNames_manyRuns_mergeInOrder() throws Exception {
    List<String> names = new ArrayList<>(IntStream.range(0, 1000).mapToObj(i -> "n" + i).toList());
    java.util.Collections.shuffle(names, new java.util.Random(1));
    try (SortedNames sorted = new SortedNames(64)) {
      for (String name : names) {
        sorted.add(name);
      }
      sorted.sort();
      List<String> out = new ArrayList<>();
      sorted.forEachRemaining(out::add);
      assertEquals(names.stream().sorted(KeyOrder.UTF8).toList(), out);
      assertFalse(sorted.hasNext());
    }
  }
}
