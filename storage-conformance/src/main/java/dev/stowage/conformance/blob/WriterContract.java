package dev.stowage.conformance.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.blob.BlobStore;
import dev.stowage.blob.BlobWriter;
import dev.stowage.blob.PutOptions;
import dev.stowage.conformance.Case;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Writers: only a commit publishes, and it publishes once. */
public interface WriterContract extends BlobContract {
  private static BlobWriter writer(Bench bench, String key) {
    return bench.store().openWriter(key, PutOptions.defaults().withPartSize(bench.partSize()));
  }

  @Case("B034")
  default void writer_manySmallOrOneLargeWrite_isTheSame(Bench bench) throws IOException {
    byte[] bytes = Expect.bytes(200_000, 34);
    try (BlobWriter out = writer(bench, "small")) {
      for (byte b : bytes) {
        out.write(b);
      }
      assertEquals(bytes.length, out.written());
      out.commit();
    }
    try (BlobWriter out = writer(bench, "large")) {
      byte[] padded = Arrays.copyOf(bytes, bytes.length + 5);
      out.write(padded, 0, bytes.length);
      out.write(padded, 3, 0);
      out.flush();
      out.commit();
    }
    Expect.content(bytes, bench.store(), "small");
    Expect.content(bytes, bench.store(), "large");
    try (BlobWriter out = writer(bench, "bad")) {
      assertThrows(IndexOutOfBoundsException.class, () -> out.write(bytes, 1, bytes.length));
    }
  }

  @Case("B035")
  default void writer_callerReusesItsBuffer_nothingChanges(Bench bench) throws IOException {
    byte[] expected = Expect.bytes(4 * bench.partSize(), 35);
    byte[] buffer = new byte[bench.partSize() / 2 + 1];
    try (BlobWriter out = writer(bench, "k")) {
      for (int at = 0; at < expected.length; at += buffer.length) {
        int n = Math.min(buffer.length, expected.length - at);
        System.arraycopy(expected, at, buffer, 0, n);
        out.write(buffer, 0, n);
        Arrays.fill(buffer, (byte) 0x55);
      }
      out.commit();
    }
    Expect.content(expected, bench.store(), "k");
  }

  @Case("B039")
  default void writer_exceptionInBlock_publishesNothing(Bench bench) {
    bench.put("old", "old");
    for (int size : new int[] {10, 3 * bench.partSize()}) {
      for (String key : List.of("old", "new")) {
        IllegalStateException boom = new IllegalStateException("boom");
        Throwable thrown =
            assertThrows(
                IllegalStateException.class,
                () -> {
                  try (BlobWriter out = writer(bench, key)) {
                    out.write(new byte[size]);
                    throw boom;
                  }
                });
        assertSame(boom, thrown);
      }
    }
    onlyOld(bench);
  }

  private static void onlyOld(Bench bench) {
    assertEquals("old", bench.text("old"));
    assertEquals(List.of("old"), bench.keys(""));
    assertEquals(List.of("old"), bench.raw().keys());
    assertEquals(List.of(), bench.pending());
  }

  @Case("B040")
  default void writer_commit_publishesOnce(Bench bench) throws IOException {
    for (int size : new int[] {3, 2 * bench.partSize() + 3}) {
      BlobWriter out = writer(bench, "k");
      out.write(new byte[size]);
      assertEquals(size, out.commit().size());
      assertThrows(IllegalStateException.class, out::commit);
      assertThrows(IllegalStateException.class, () -> out.write(1));
      out.close();
      out.close();
      assertThrows(IllegalStateException.class, out::commit);
      assertEquals(size, bench.info("k").size());
    }
    BlobWriter closed = writer(bench, "closed");
    closed.write(1);
    closed.close();
    assertThrows(IllegalStateException.class, closed::commit);
    assertThrows(IOException.class, () -> closed.write(1));
    assertFalse(bench.store().exists("closed"));
  }

  @Case("B041")
  default void writer_abandoned_publishesNothing(Bench bench) throws IOException {
    BlobStore store = bench.second();
    for (int i = 0; i < 5; i++) {
      BlobWriter dropped =
          store.openWriter("k" + i, PutOptions.defaults().withPartSize(bench.partSize()));
      dropped.write(new byte[2 * bench.partSize() + i]);
    }
    assertEquals(List.of(), bench.keys(""));
    store.close();
    assertEquals(List.of(), bench.keys(""));
    assertEquals(List.of(), bench.pending(), "closing the store aborts what it has open");
  }

  @Case("B042")
  default void writer_closedWithoutCommit_leavesNothing(Bench bench) throws IOException {
    bench.put("old", "old");
    int part = bench.partSize();
    for (int size : new int[] {0, 1, part, part + 1, 5 * part + 1}) {
      for (String key : List.of("old", "new")) {
        try (BlobWriter out = writer(bench, key)) {
          out.write(new byte[size]);
        }
      }
    }
    onlyOld(bench);
  }

  @Case("B043")
  default void writer_beforeCommit_readersSeeTheOldBlob(Bench bench) throws IOException {
    bench.put("old", "old");
    for (String key : List.of("old", "new")) {
      try (BlobWriter out = writer(bench, key)) {
        out.write(new byte[3 * bench.partSize() + 1]);
        assertEquals("old", bench.text("old"));
        assertEquals(3, bench.info("old").size());
        assertFalse(bench.store().exists("new"));
        assertEquals(List.of("old"), bench.keys(""));
        assertFalse(bench.second().exists("new"));
      }
    }
    try (BlobWriter out = writer(bench, "new")) {
      out.write('x');
      out.commit();
      assertTrue(bench.second().exists("new"), "visible from the commit on, before the close");
    }
  }
}
