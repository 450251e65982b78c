package dev.stowage.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Runs every example on a store in memory and reads what it printed. */
class ExamplesTest {
  /** The main method of an example. */
  private interface Program {
    void main(String[] args) throws Exception;
  }

  private static String run(Program program, String store) throws Exception {
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      program.main(new String[] {"mem://" + store});
    } finally {
      System.setOut(console);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void quickStart_runs() throws Exception {
    assertEquals(
        """
        Hello, world
        greetings/gruss.txt 11
        greetings/hello.txt 12
        false
        """,
        run(QuickStart::main, "quick-start"));
  }

  @Test
  void conditionalWrites_runs() throws Exception {
    assertEquals(
        """
        first takes the lock: true
        second takes the lock: false
        4 × 25 increments: 100
        """,
        run(ConditionalWrites::main, "conditional-writes"));
  }

  @Test
  void streamingReport_runs() throws Exception {
    assertEquals(
        """
        report has 10000 lines
        the database went away; report still has 10000 lines
        """,
        run(StreamingReport::main, "streaming-report"));
  }

  @Test
  void rangedReads_runs() throws Exception {
    assertEquals(
        """
        4321² = 18671041
        9999800001
        49
        64
        9999800001
        in the middle: 2500000000
        """,
        run(RangedReads::main, "ranged-reads"));
  }

  @Test
  void largeUpload_runs() throws Exception {
    assertEquals(
        """
        bytes at the store: 33554432
        moved now: 33554432
        verified: true
        """,
        run(LargeUpload::main, "large-upload"));
  }

  @Test
  void moveBucket_runs() throws Exception {
    assertEquals(
        """
        copied 20 objects
        equal by checksum: 20, all: true
        a second sync has nothing to do: true
        deleted at the source: 20
        """,
        run(MoveBucket::main, "move-bucket"));
  }
}
