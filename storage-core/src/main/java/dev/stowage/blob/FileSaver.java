package dev.stowage.blob;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Makes a file appear whole or not at all. */
final class FileSaver {
  private FileSaver() {}

  static long save(InputStream source, Path file) {
    Path target = file.toAbsolutePath();
    Path temporary =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      long bytes = fill(source, temporary);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      return bytes;
    } catch (FileSystemException e) {
      throw StorageException.builder(
              ErrorCode.INVALID_ARGUMENT,
              "cannot write " + file + ": " + (e.getReason() == null ? e : e.getReason()))
          .cause(e)
          .build();
    } catch (IOException e) {
      throw BlobReader.asStorageException(e);
    } finally {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException ignored) {
        // The failure that matters is already on its way.
      }
    }
  }

  private static long fill(InputStream source, Path temporary) throws IOException {
    long bytes = 0;
    try (OutputStream out = Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW)) {
      byte[] buffer = new byte[128 * 1024];
      for (int n; (n = source.read(buffer)) >= 0; bytes += n) {
        out.write(buffer, 0, n);
      }
    }
    return bytes;
  }
}
