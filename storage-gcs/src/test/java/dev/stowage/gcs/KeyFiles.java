package dev.stowage.gcs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Credentials in files, so that a URL alone opens a bucket, in another class loader too. */
final class KeyFiles {
  private static final Map<String, Path> FILES = new ConcurrentHashMap<>();

  private KeyFiles() {}

  static Path of(String json) {
    return FILES.computeIfAbsent(json, KeyFiles::write);
  }

  private static Path write(String json) {
    try {
      Path file = Files.createTempFile("kit", ".json");
      file.toFile().deleteOnExit();
      Files.writeString(file, json);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
