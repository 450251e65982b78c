package dev.stowage.examples;

import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.BlobWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Writes a report of unknown length piece by piece; a failure on the way publishes nothing. */
public final class StreamingReport {
  private StreamingReport() {}

  public static void main(String[] args) throws IOException {
    try (BlobStore store = BlobStore.open(ExampleStore.url(args))) {
      writeReport(store, 10_000, Integer.MAX_VALUE);
      System.out.println("report has " + lines(store) + " lines");
      try {
        writeReport(store, 10_000, 5_000);
      } catch (IllegalStateException e) {
        System.out.println(e.getMessage() + "; report still has " + lines(store) + " lines");
      }
    }
  }

  static void writeReport(BlobStore store, int rows, int failAt) throws IOException {
    try (BlobWriter writer = store.openWriter("report.csv")) {
      PrintStream out = new PrintStream(writer, false, StandardCharsets.UTF_8);
      for (int row = 0; row < rows; row++) {
        if (row == failAt) {
          throw new IllegalStateException("the database went away");
        }
        out.println(row + "," + row * row);
      }
      out.flush();
      // PrintStream swallows failures of the writer; commit() does not publish after one.
      writer.commit();
    }
  }

  private static long lines(BlobStore store) throws IOException {
    try (BlobReader reader = store.get("report.csv")) {
      return reader.text().lines().count();
    }
  }
}
