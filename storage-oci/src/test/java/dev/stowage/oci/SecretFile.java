package dev.stowage.oci;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Credentials in a file, so that a URL alone opens a store, in another class loader too. */
public final class SecretFile {
  private static final Map<Map<String, String>, Path> FILES = new ConcurrentHashMap<>();

  private SecretFile() {}

  /** Of values under the names of the configuration file. */
  public static Path of(Map<String, String> values) {
    return FILES.computeIfAbsent(values, SecretFile::write);
  }

  private static Path write(Map<String, String> values) {
    try {
      Path file = Files.createTempFile("kit", ".json");
      file.toFile().deleteOnExit();
      Files.writeString(file, new ObjectMapper().writeValueAsString(values));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
