package dev.stowage.local;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What differs between operating systems and file systems. */
final class FileSystemFacts {
  private static final String OS = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);

  private FileSystemFacts() {}

  static boolean isWindows() {
    return OS.startsWith("windows");
  }

  static boolean isMac() {
    return OS.startsWith("mac");
  }

  /** Bytes of the longest path that the system calls take. */
  static int longestPath() {
    return isWindows() ? 32_000 : isMac() ? 1023 : 4095;
  }

  /** Whether this JVM reads file names as UTF-8; under {@code LANG=C} it does not. */
  static boolean namesAreUtf8() {
    String name = System.getProperty("sun.jnu.encoding", "UTF-8");
    return Charset.isSupported(name) && Charset.forName(name).equals(StandardCharsets.UTF_8);
  }

  /** Whether names that differ in case only are one file here. */
  static boolean ignoresCase(Path place) {
    Path existing = existing(place);
    Path name = existing == null ? null : existing.getFileName();
    if (existing == null || name == null) {
      return isWindows() || isMac();
    }
    String text = name.toString();
    String swapped = text.toUpperCase(Locale.ROOT);
    swapped = swapped.equals(text) ? text.toLowerCase(Locale.ROOT) : swapped;
    if (swapped.equals(text)) {
      return isWindows() || isMac();
    }
    try {
      Path other = existing.resolveSibling(swapped);
      return Files.exists(other) && Files.isSameFile(existing, other);
    } catch (IOException e) {
      return isWindows() || isMac();
    }
  }

  static boolean hasUserAttributes(Path place) {
    Path existing = existing(place);
    try {
      return existing != null
          && Files.getFileStore(existing)
              .supportsFileAttributeView(UserDefinedFileAttributeView.class);
    } catch (IOException e) {
      return false;
    }
  }

  /** The nearest of a path and the directories above it that is there. */
  private static @Nullable Path existing(Path place) {
    Path at = place;
    while (at != null && !Files.exists(at)) {
      at = at.getParent();
    }
    return at;
  }
}
