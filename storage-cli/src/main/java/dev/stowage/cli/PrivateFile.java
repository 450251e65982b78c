package dev.stowage.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A file for what nobody else may read. */
final class PrivateFile {
  private PrivateFile() {}

  /** Fails when the file is there: its rights might be others. */
  static OutputStream create(Path path) throws IOException {
    Files.createFile(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.newOutputStream(path);
  }
}
