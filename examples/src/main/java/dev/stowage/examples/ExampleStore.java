package dev.stowage.examples;

import java.io.IOException;
import java.nio.file.Files;

/** Where an example works: at the URL it is given, else in a new temporary directory. */
final class ExampleStore {
  private ExampleStore() {}

  static String url(String[] args) throws IOException {
    return args.length > 0
        ? args[0]
        : "file://" + Files.createTempDirectory("stowage-example").toUri().getRawPath();
  }
}
