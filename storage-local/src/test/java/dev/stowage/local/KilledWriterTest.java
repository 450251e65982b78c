package dev.stowage.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.BlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A process that dies while it writes leaves the old blob, and nothing else for long. */
class KilledWriterTest {
  private static final int SIZE = 24 << 20;

  @Test
  void put_killed_leavesTheOldBlob() throws Exception {
    killAtRandom(5);
  }

  @Test
  @Tag("long")
  void put_killedAtFiftyMoments_leavesTheOldBlob() throws Exception {
    killAtRandom(50);
  }

  private static void killAtRandom(int moments) throws Exception {
    Path root = TestStores.temporary();
    Random random = new Random(moments);
    try (BlobStore store = LocalStores.blobs(root)) {
      store.put("dir/big", BlobBody.of("old"));
    }
    int found = 0;
    for (int i = 0; i < moments; i++) {
      ChildJvm child = ChildJvm.start(Writer.class, "128m", root.toString());
      assertEquals("writing", child.line());
      LockSupport.parkNanos(random.nextInt(60_000_000));
      child.kill();
      found += temporaries(root) > 0 ? 1 : 0;
      try (BlobStore store = LocalStores.blobs(root)) {
        BlobInfo blob = store.find("dir/big").orElseThrow();
        assertTrue(blob.size() == 3 || blob.size() == SIZE, "size " + blob.size());
        assertEquals(blob.size(), store.get("dir/big").bytes().length, "verified whole");
        assertEquals(List.of("dir/big"), store.list("").map(BlobInfo::key).toList());
        store.put("next", BlobBody.of("x"));
        store.delete("next");
      }
      assertEquals(0, temporaries(root), "the next writer cleans up");
    }
    assertTrue(found > 0, "no moment was in the middle of a write");
    TempFiles.deleteTree(root);
  }

  @Test
  void otherWriter_alive_keepsItsTemporaries() throws Exception {
    Path root = TestStores.temporary();
    ChildJvm child = ChildJvm.start(Writer.class, "128m", root.toString(), "wait");
    assertEquals("writing", child.line());
    assertEquals("waiting", child.line());
    try (BlobStore store = LocalStores.blobs(root)) {
      store.put("mine", BlobBody.of("x"));
      assertEquals(0, store.multipartUploads().orElseThrow().list("").count());
      assertEquals(1, temporaries(root), "the other process is not done yet");
      child.say("go on");
      child.finish();
      assertEquals(SIZE, store.find("dir/big").orElseThrow().size());
    }
    assertEquals(0, temporaries(root));
    TempFiles.deleteTree(root);
  }

  private static long temporaries(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve(".stowage/tmp"))) {
      return files.filter(f -> String.valueOf(f.getFileName()).startsWith("t")).count() - 1;
    }
  }

  /** Writes one large blob; with a second argument it waits before it commits. */
  static final class Writer {
    public static void main(String[] arguments) throws Exception {
      try (BlobStore store = LocalStores.blobs(Path.of(arguments[0]));
          var out = store.openWriter("dir/big")) {
        System.out.print("writing\n");
        System.out.flush();
        byte[] piece = new byte[1 << 20];
        for (int i = 0; i < SIZE / piece.length; i++) {
          out.write(piece);
        }
        if (arguments.length > 1) {
          System.out.print("waiting\n");
          System.out.flush();
          System.in.read();
        }
        out.commit();
      }
    }
  }
}
