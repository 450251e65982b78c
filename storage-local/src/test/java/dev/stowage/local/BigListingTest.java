package dev.stowage.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Directories that do not fit in memory are listed in order, in a small heap. */
class BigListingTest {
  @Test
  void list_oneDirectory_inSmallHeap() throws Exception {
    listInChild(200_000, "32m");
  }

  @Test
  @Tag("long")
  void list_millionInOneDirectory_inSmallHeap() throws Exception {
    listInChild(1_000_000, "64m");
  }

  private static void listInChild(int count, String heap) throws Exception {
    Path root = TestStores.temporary();
    fill(root, count);
    assertEquals(count + " in order", ChildJvm.start(Lister.class, heap, root.toString()).finish());
    TempFiles.deleteTree(root);
  }

  /** Links to one blob: as many names in a fraction of the time. Links have a limit, so several. */
  static void fill(Path root, int count) throws Exception {
    try (BlobStore store = LocalStores.blobs(root)) {
      for (int i = 0; i < count; i++) {
        String key = key(i);
        if (i % 50_000 == 0) {
          store.put("big/" + key, BlobBody.of("content"));
        } else {
          Path first = root.resolve(NativeNames.path("big/" + key(i - i % 50_000)));
          Files.createLink(root.resolve(NativeNames.path("big/" + key)), first);
        }
      }
    }
  }

  /** In another order than that of the numbers. */
  private static String key(int i) {
    return String.format("%08x-some-longer-name-%d", i * 0x9E3779B1, i);
  }

  /** Lists everything, and checks the order. */
  static final class Lister {
    public static void main(String[] arguments) throws Exception {
      long start = System.nanoTime();
      try (BlobStore store = LocalStores.blobs(Path.of(arguments[0]));
          Stream<BlobInfo> all = store.list("")) {
        int count = 0;
        String last = "";
        for (Iterator<BlobInfo> it = all.iterator(); it.hasNext(); count++) {
          String key = it.next().key();
          if (key.compareTo(last) <= 0) {
            throw new AssertionError(key + " after " + last);
          }
          last = key;
        }
        ListPage folded = store.listPage(ListRequest.of("").withDelimiter("/"));
        if (!folded.prefixes().equals(java.util.List.of("big/"))) {
          throw new AssertionError(folded);
        }
        System.out.println(count + " in order");
      }
      System.err.printf("listed in %.1f s%n", (System.nanoTime() - start) / 1e9);
    }
  }

  @Test
  void window_smallerThanTheNames_givesAllInOrder() {
    NameWindow window = new NameWindow(5000);
    java.util.TreeSet<String> names = new java.util.TreeSet<>();
    for (int i = 0; i < 5000; i++) {
      String name = key(i);
      names.add(name);
      window.add(name.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
    window.sort();
    assertEquals(true, window.isPartial());
    Iterator<String> expected = names.iterator();
    for (int i = 0; i < window.count(); i++) {
      String name = new String(window.get(i), java.nio.charset.StandardCharsets.US_ASCII);
      assertEquals(expected.next(), name);
    }
    assertEquals(true, window.count() > 50);
  }
}
