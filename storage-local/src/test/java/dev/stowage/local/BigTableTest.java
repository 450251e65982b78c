package dev.stowage.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million rows in a heap that could not hold them. */
class BigTableTest {
  @TempDir Path directory;

  private void run(int rows, String heap) throws Exception {
    Path output = directory.resolve("out");
    String url = "file://" + directory.toUri().getRawPath() + "big";
    Process child =
        ChildProcess.start(
            List.of("-Xmx" + heap), BigTable.class, output, url, Integer.toString(rows));
    boolean ended = child.waitFor(20, TimeUnit.MINUTES);
    if (!ended) {
      child.destroyForcibly();
    }
    assertTrue(ended, "it did not end");
    assertEquals(0, child.exitValue(), Files.readString(Path.of(output + ".err")));
    System.out.print(Files.readString(output));
  }

  @Test
  void loadScanAndQuery_inASmallHeap() throws Exception {
    run(20_000, "64m");
  }

  @Test
  @Tag("long")
  void loadScanAndQuery_aMillionRowsIn128MiB() throws Exception {
    run(1_000_000, "128m");
  }
}
