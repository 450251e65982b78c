package dev.stowage.local;

import dev.stowage.ErrorCode;
import dev.stowage.spi.Failure;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;

/** What failures of the file system mean, and what to do about them. */
final class FileFailures {
  private FileFailures() {}

  static Failure classify(Throwable thrown, Path root) {
    String where = where(thrown, root);
    if (thrown instanceof NoSuchFileException) {
      return Failure.of(ErrorCode.NOT_FOUND, "no such blob");
    }
    if (thrown instanceof AccessDeniedException) {
      return Failure.of(
          ErrorCode.PERMISSION_DENIED,
          "no permission for " + where + "; check its owner and mode, and those above it");
    }
    if (thrown instanceof ReadOnlyFileSystemException) {
      return readOnly(where);
    }
    if (thrown instanceof DirectoryNotEmptyException
        || thrown instanceof FileAlreadyExistsException
        || thrown instanceof FileSystemLoopException) {
      return Failure.of(ErrorCode.CONFLICT, "something else is in the way at " + where)
          .withRetryable(false);
    }
    if (thrown instanceof InvalidPathException e) {
      return Failure.of(ErrorCode.INVALID_KEY, "this system takes no such path: " + e.getReason());
    }
    if (thrown instanceof ClosedChannelException) {
      return Failure.of(ErrorCode.CLOSED, "the file was closed while it was in use");
    }
    return thrown instanceof IOException e
        ? byReason(reason(e), where)
        : Failure.of(ErrorCode.UNKNOWN, String.valueOf(thrown));
  }

  private static Failure byReason(String reason, String where) {
    if (isDiskFull(reason)) {
      return Failure.of(
          ErrorCode.QUOTA_EXCEEDED,
          "the disk of " + where + " is full (" + reason + "); free some space and repeat");
    }
    if (reason.contains("Read-only file system")) {
      return readOnly(where);
    }
    if (reason.contains("Operation not permitted") || reason.contains("Permission denied")) {
      return Failure.of(
          ErrorCode.PERMISSION_DENIED, "not permitted at " + where + "; check its owner and mode");
    }
    if (reason.contains("Not a directory")) {
      return Failure.of(ErrorCode.NOT_FOUND, "no such blob");
    }
    if (reason.contains("Is a directory")) {
      return Failure.of(ErrorCode.CONFLICT, "there is a directory at " + where)
          .withRetryable(false);
    }
    if (reason.contains("File name too long")) {
      return Failure.of(
          ErrorCode.INVALID_KEY,
          "the file system takes no path as long as that of this key; use a shorter key or root");
    }
    if (reason.contains("File too large")) {
      return Failure.of(
          ErrorCode.TOO_LARGE, "the file system takes no file of this size at " + where);
    }
    if (reason.contains("Too many open files")) {
      return Failure.of(
          ErrorCode.UNAVAILABLE, "this process has too many open files; raise its limit");
    }
    if (reason.contains("No locks available") || reason.contains("not supported")) {
      return Failure.of(
          ErrorCode.UNSUPPORTED,
          "the file system of " + where + " cannot do it (" + reason + "); use a local disk");
    }
    if (reason.contains("Stale file handle") || reason.contains("Input/output error")) {
      return Failure.of(ErrorCode.UNAVAILABLE, "the disk of " + where + " failed (" + reason + ")");
    }
    return Failure.of(ErrorCode.UNKNOWN, where + ": " + reason);
  }

  private static Failure readOnly(String where) {
    return Failure.of(
        ErrorCode.PERMISSION_DENIED,
        where + " is on a read-only file system; mount it writable or open another store");
  }

  private static String where(Throwable thrown, Path root) {
    return thrown instanceof FileSystemException e && e.getFile() != null
        ? printable(e.getFile())
        : root.toString();
  }

  /** A file name can hold line feeds; a message is one line. */
  private static String printable(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.chars()
        .forEach(
            c ->
                safe.append(
                    Character.isISOControl(c) ? String.format("\\u%04x", c) : (char) c + ""));
    return safe.toString();
  }

  private static String reason(IOException e) {
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }

  static boolean isDiskFull(IOException e) {
    return isDiskFull(reason(e));
  }

  private static boolean isDiskFull(String reason) {
    return reason.contains("No space left")
        || reason.contains("quota exceeded")
        || reason.contains("not enough space");
  }

  static boolean isNotDirectory(FileSystemException e) {
    return reason(e).contains("Not a directory");
  }
}
