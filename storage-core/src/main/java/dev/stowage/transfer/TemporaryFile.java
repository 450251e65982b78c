package dev.stowage.transfer;

import dev.stowage.StorageException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is being downloaded: beside its target, under a name that depends on the target's, so
 * that what a killed process left is used again instead of staying for ever.
 */
final class TemporaryFile {
  private static final Logger LOG = LoggerFactory.getLogger(TemporaryFile.class);
  private static final String PREFIX = ".stowage-";
  private static final String SUFFIX = ".part";

  private TemporaryFile() {}

  /** Whether a file in a directory is one of ours, which no tree contains. */
  static boolean isOne(String name) {
    return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
  }

  /** For a download in one request. */
  static Path small(Path target) {
    return named(target, "1\n" + nameOf(target));
  }

  /** For a download in one request while another one has the usual name. */
  static Path another(Path target) {
    return named(target, UUID.randomUUID().toString());
  }

  /** For a download in ranges, which has a journal. */
  static Path large(Path target) {
    return named(target, "2\n" + nameOf(target));
  }

  private static Path named(Path target, String identity) {
    return target.resolveSibling(PREFIX + JournalDirectory.nameOf(identity) + SUFFIX);
  }

  private static String nameOf(Path target) {
    return String.valueOf(target.getFileName());
  }

  /**
   * Makes the directory of a target, and refuses a target that is one.
   *
   * @return the absolute target
   */
  static Path prepare(Path target) {
    Path absolute = target.toAbsolutePath();
    Path parent = absolute.getParent();
    if (parent == null || absolute.getFileName() == null || Files.isDirectory(absolute)) {
      throw StorageException.invalidArgument(target + " is a directory");
    }
    try {
      if (!Files.isDirectory(parent)) {
        Files.createDirectories(parent);
      }
    } catch (IOException e) {
      throw Faults.ofFile("create", parent, e);
    }
    return absolute;
  }

  /** Lets the target appear, whole. */
  static void publish(Path temporary, Path target, boolean fsync) throws IOException {
    if (fsync) {
      try (RandomAccessFile file = new RandomAccessFile(temporary.toFile(), "rw")) {
        file.getFD().sync();
      }
    }
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    Path parent = target.getParent();
    if (fsync && parent != null) {
      try (FileChannel directory = FileChannel.open(parent, StandardOpenOption.READ)) {
        directory.force(true);
      } catch (IOException e) {
        LOG.debug("the directory of a file cannot be forced to the disk here", e);
      }
    }
  }

  static void discard(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      LOG.warn("{} cannot be deleted", temporary, e);
    }
  }
}
