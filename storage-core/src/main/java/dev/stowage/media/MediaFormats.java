package dev.stowage.media;

import dev.stowage.StorageException;

/** What a format is called: as the extension of its files. */
final class MediaFormats {
  private MediaFormats() {}

  static void check(String format) {
    if (!format.matches("[a-z0-9]{1,12}")) {
      throw StorageException.invalidArgument(
          "format \"" + format + "\"; write it as an extension in lower case, such as mp4");
    }
  }
}
