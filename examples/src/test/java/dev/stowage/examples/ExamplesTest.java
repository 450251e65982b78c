package dev.stowage.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobStore;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every example on a store in memory or on disk and reads what it printed. */
class ExamplesTest {
  /** The main method of an example. */
  private interface Program {
    void main(String[] args) throws Exception;
  }

  @TempDir Path directory;

  private static String run(Program program, String store) throws Exception {
    return runAt(program, "mem://" + store);
  }

  private static String runAt(Program program, String... arguments) throws Exception {
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      program.main(arguments);
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
  void addingAProvider_runs() throws Exception {
    String printed = runAt(AddingAProvider::main);
    assertTrue(printed.contains("emma.txt: 14 bytes"), printed);
    assertTrue(printed.contains("it cannot: "), printed);
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

  @Test
  void secretRotation_runs() throws Exception {
    String expected =
        """
        signed in with version 1
        signed in with version 1
        refused; reading the secret again
        signed in with version 2
        """;
    assertEquals(expected, run(SecretRotation::main, "secret-rotation"));
    // The file provider keeps keys and notes in the home of the user.
    assertEquals(expected, runAt(SecretRotation::main, disk("secrets")));
  }

  @Test
  void optimisticRows_runs() throws Exception {
    String expected =
        """
        left: 10
        price: 49.90
        written over what changed: false
        """;
    assertEquals(expected, run(OptimisticRows::main, "optimistic-rows"));
    assertEquals(expected, runAt(OptimisticRows::main, disk("rows/shop")));
  }

  /** With a script in place of ffmpeg, so that the test needs none. */
  @Test
  void mediaJobExample_runs() throws Exception {
    Path ffmpeg = directory.resolve("ffmpeg");
    Files.writeString(
        ffmpeg,
        """
        #!/bin/sh
        for file; do :; done
        case "$file" in
          -) ;;
          *%06d*) for i in 1 2; do echo "$i" > "$(printf "${file#file:}" $i)"; done ;;
          *) echo video > "${file#file:}" ;;
        esac
        """);
    Files.setPosixFilePermissions(ffmpeg, PosixFilePermissions.fromString("rwx------"));
    try (BlobStore blobs = BlobStore.open(disk("media"))) {
      blobs.put("talk.mov", BlobBody.of("a recording"));
    }
    assertEquals(
        """
        SUCCEEDED
        small.mp4
        SUCCEEDED
        picture_1.jpg
        picture_2.jpg
        """,
        runAt(MediaJobExample::main, disk("media") + "?ffmpeg=" + ffmpeg, "talk.mov"));
  }

  private String disk(String name) {
    return "file://" + directory.toUri().getRawPath() + name;
  }
}
