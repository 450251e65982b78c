package dev.stowage.local;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.spi.Failure;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;

/** What goes wrong with a vault. */
final class VaultFailures {
  private VaultFailures() {}

  static Failure classify(Throwable thrown, Path directory) {
    return thrown instanceof NoSuchFileException e
        ? Failure.of(ErrorCode.UNAVAILABLE, "the file " + e.getFile() + " is gone")
            .withRetryable(false)
        : FileFailures.classify(thrown, directory);
  }

  static StorageException damaged(String how) {
    return StorageException.of(
        ErrorCode.INTEGRITY_FAILURE, "the secret file is damaged or was tampered with: " + how);
  }

  static StorageException rolledBack(Path head) {
    return StorageException.of(
        ErrorCode.INTEGRITY_FAILURE,
        "the secret file is older than, or another than, the one that was written last: somebody"
            + " put a copy in its place. If that was you, delete "
            + head
            + " to accept it");
  }

  static StorageException unauthenticated(String reason) {
    return StorageException.of(ErrorCode.UNAUTHENTICATED, reason);
  }

  static StorageException waits(Instant until) {
    return StorageException.of(
        ErrorCode.ALREADY_EXISTS,
        "the secret waits for its deletion at " + until + "; undelete it, or take another name");
  }

  static StorageException noSecret() {
    return StorageException.of(ErrorCode.NOT_FOUND, "there is no such secret");
  }
}
