package dev.stowage.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file up, from one store to another, and down, in a heap of 64 MiB. {@code
 * -Dstowage.large.gib=10} does it with ten gibibytes, and takes three times that on the disk.
 */
@Tag("long")
class FileLargeTest {
  private static final int MIB = Integer.getInteger("stowage.large.gib", 1) * 1024;

  @TempDir Path temp;

  private String url(String store) {
    return temp.resolve(store).toUri() + "?sync=false";
  }

  private void run(String what, String url, String other) throws Exception {
    Path output = temp.resolve(what + ".out");
    Process child =
        ChildProcess.start(
            List.of("-Xmx64m"),
            TransferChild.class,
            output,
            what,
            temp.resolve("journals").toString(),
            url,
            other);
    assertEquals(0, child.waitFor(), () -> what + " said " + output + ".err");
    assertEquals("begins\ndone 1 0 0\n", Files.readString(output));
  }

  @Test
  void largerThanTheHeap_streamsUpAcrossAndDown() throws Exception {
    Path source = temp.resolve("source");
    byte[] block = new byte[1 << 20];
    Random random = new Random(1);
    try (OutputStream out = Files.newOutputStream(source)) {
      for (int i = 0; i < MIB; i++) {
        random.nextBytes(block);
        out.write(block);
      }
    }
    run("upload", url("one"), source.toString());
    run("copy", url("one"), url("two"));
    TempFiles.deleteTree(temp.resolve("one"));
    Path back = temp.resolve("back");
    run("download", url("two"), back.toString());
    assertEquals(-1, Files.mismatch(source, back));
  }
}
