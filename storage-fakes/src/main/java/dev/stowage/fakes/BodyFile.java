package dev.stowage.fakes;

import java.nio.file.Path;

/**
 * A file with a body in it. It is removed when this object can be reached no more, so it has an
 * identity and is no record.
 */
final class BodyFile {
  private final Path path;

  BodyFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }
}
