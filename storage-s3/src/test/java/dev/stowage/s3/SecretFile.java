package dev.stowage.s3;

import dev.stowage.Credentials;
import dev.stowage.kv.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Credentials in a file, so that a URL alone opens a bucket, in another class loader too. */
final class SecretFile {
  private static final Map<Credentials, Path> FILES = new ConcurrentHashMap<>();

  private SecretFile() {}

  static Path of(Credentials credentials) {
    return FILES.computeIfAbsent(credentials, SecretFile::write);
  }

  private static Path write(Credentials credentials) {
    try {
      Path file = Files.createTempFile("kit", ".json");
      file.toFile().deleteOnExit();
      Files.writeString(file, Document.of(credentials.fields()).toJson());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
