package dev.stowage.transfer;

import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.portable.Digests;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.EnumSet;

/** Checksums of whole files and streams. */
final class FileHash {
  private FileHash() {}

  static Checksum of(Path file, ChecksumAlgorithm algorithm) throws IOException {
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      return of(in, algorithm);
    }
  }

  static Checksum of(InputStream in, ChecksumAlgorithm algorithm) throws IOException {
    Digests digests = new Digests(EnumSet.of(algorithm));
    byte[] buffer = new byte[128 * 1024];
    for (int n; (n = in.read(buffer)) >= 0; ) {
      if (Thread.currentThread().isInterrupted()) {
        throw Crew.interrupted();
      }
      digests.update(buffer, 0, n);
    }
    return digests.value(algorithm);
  }
}
