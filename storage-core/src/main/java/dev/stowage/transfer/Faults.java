package dev.stowage.transfer;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the failures of files and tasks mean, and after which of them it pays to resume. */
final class Faults {
  /** After these the same call, made again later, may go on where it stopped. */
  private static final Set<ErrorCode> WORTH_RESUMING =
      EnumSet.of(
          ErrorCode.CANCELLED,
          ErrorCode.CLOSED,
          ErrorCode.CONFLICT,
          ErrorCode.DEADLINE_EXCEEDED,
          ErrorCode.PERMISSION_DENIED,
          ErrorCode.QUOTA_EXCEEDED,
          ErrorCode.RATE_LIMITED,
          ErrorCode.UNAUTHENTICATED,
          ErrorCode.UNAVAILABLE,
          ErrorCode.UNKNOWN);

  /** After these every other object would fail the same way. */
  private static final Set<ErrorCode> HOPELESS =
      EnumSet.of(
          ErrorCode.CANCELLED,
          ErrorCode.CLOSED,
          ErrorCode.CONTAINER_NOT_FOUND,
          ErrorCode.UNAUTHENTICATED);

  private Faults() {}

  static boolean worthResuming(StorageException failure) {
    return WORTH_RESUMING.contains(failure.code());
  }

  static boolean hopeless(StorageException failure) {
    return HOPELESS.contains(failure.code());
  }

  static StorageException of(Throwable thrown) {
    if (thrown instanceof StorageException known) {
      return known;
    }
    if (thrown.getCause() instanceof StorageException known) {
      return known;
    }
    if (thrown instanceof InterruptedException) {
      return Crew.interrupted();
    }
    return StorageException.builder(ErrorCode.UNKNOWN, String.valueOf(thrown))
        .cause(thrown)
        .build();
  }

  /** A failure of reading or writing a file here. */
  static StorageException ofFile(String doing, Path file, IOException thrown) {
    if (thrown.getCause() instanceof StorageException known) {
      return known;
    }
    if (thrown instanceof ClosedByInterruptException) {
      return Crew.interrupted();
    }
    String words = wordsOf(thrown);
    ErrorCode code =
        thrown instanceof NoSuchFileException
            ? ErrorCode.NOT_FOUND
            : thrown instanceof AccessDeniedException
                ? ErrorCode.PERMISSION_DENIED
                : isFull(words) ? ErrorCode.QUOTA_EXCEEDED : ErrorCode.UNKNOWN;
    String what = thrown instanceof NoSuchFileException ? "no such file" : words;
    return StorageException.builder(code, "cannot " + doing + " " + file + ": " + what)
        .cause(thrown)
        .build();
  }

  private static String wordsOf(IOException thrown) {
    if (thrown instanceof FileSystemException e && e.getReason() != null) {
      return e.getReason();
    }
    @Nullable String message = thrown.getMessage();
    return message == null || thrown instanceof FileSystemException
        ? thrown.getClass().getSimpleName()
        : message;
  }

  private static boolean isFull(String words) {
    return words.contains("No space left")
        || words.contains("quota exceeded")
        || words.contains("not enough space");
  }

  static StorageException at(StorageException failure, String operation, String key) {
    return failure.operation().isPresent()
        ? failure
        : failure.toBuilder().operation(operation).key(key).build();
  }
}
