package dev.stowage.swift;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Variables as a file that {@code credential=file:} points at. */
final class OpenRc {
  private static final Map<Map<String, String>, Path> FILES = new ConcurrentHashMap<>();

  private OpenRc() {}

  static Path of(Map<String, String> environment) {
    return FILES.computeIfAbsent(Map.copyOf(environment), OpenRc::write);
  }

  private static Path write(Map<String, String> environment) {
    List<String> lines =
        environment.entrySet().stream()
            .map(entry -> "export " + entry.getKey() + "=\"" + entry.getValue() + "\"")
            .toList();
    try {
      Path file = Files.createTempFile("kit", ".openrc");
      file.toFile().deleteOnExit();
      return Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
