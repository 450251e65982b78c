package dev.stowage.transfer;

import dev.stowage.blob.Checksum;
import dev.stowage.blob.ChecksumAlgorithm;
import dev.stowage.portable.Digests;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;

/** Checksums of files and streams, and of parts of them. */
final class FileHash {
  private static final int BUFFER = 128 * 1024;

  private FileHash() {}

  static Checksum of(Path file, ChecksumAlgorithm algorithm) throws IOException {
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      return of(in, algorithm);
    }
  }

  static Checksum of(InputStream in, ChecksumAlgorithm algorithm) throws IOException {
    return of(in, Set.of(algorithm)).value(algorithm);
  }

  static Digests of(InputStream in, Set<ChecksumAlgorithm> algorithms) throws IOException {
    return of(in, Long.MAX_VALUE, algorithms);
  }

  /** Of part of a file; of what there is, when the file is shorter. */
  static Digests of(Path file, long offset, long length, Set<ChecksumAlgorithm> algorithms)
      throws IOException {
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      in.skipNBytes(offset);
      return of(in, length, algorithms);
    }
  }

  private static Digests of(InputStream in, long length, Set<ChecksumAlgorithm> algorithms)
      throws IOException {
    Digests digests = new Digests(algorithms);
    byte[] buffer = new byte[BUFFER];
    long left = length;
    for (int n; left > 0 && (n = in.read(buffer, 0, (int) Math.min(buffer.length, left))) >= 0; ) {
      if (Thread.currentThread().isInterrupted()) {
        throw Crew.interrupted();
      }
      digests.update(buffer, 0, n);
      left -= n;
    }
    return digests;
  }
}
