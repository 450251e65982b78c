package dev.stowage.cli;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns failures into one line on standard error and an exit code. */
final class Failures implements IExecutionExceptionHandler {
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int NOT_FOUND = 3;
  static final int CONDITION = 4;
  static final int DENIED = 5;
  static final int INTERRUPTED = 130;

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof ParameterException usage) {
      return usage(usage, parsed.originalArgs().toArray(String[]::new));
    }
    command.getErr().println("stowage: " + line(e));
    command.getErr().flush();
    return exitCode(e);
  }

  static int usage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    command.getErr().println("stowage: " + firstLine(String.valueOf(e.getMessage())));
    command
        .getErr()
        .println("Try '" + command.getCommandSpec().qualifiedName() + " --help' for more.");
    command.getErr().flush();
    return USAGE;
  }

  static int exitCode(Exception e) {
    StorageException storage = storageFailure(e);
    if (storage != null) {
      return exitCode(storage.code());
    }
    if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
      return NOT_FOUND;
    }
    return e instanceof AccessDeniedException ? DENIED : FAILED;
  }

  static int exitCode(ErrorCode code) {
    return switch (code) {
      case NOT_FOUND, CONTAINER_NOT_FOUND -> NOT_FOUND;
      case ALREADY_EXISTS, PRECONDITION_FAILED, NOT_MODIFIED -> CONDITION;
      case UNAUTHENTICATED, PERMISSION_DENIED, READ_ONLY -> DENIED;
      case INVALID_ARGUMENT, INVALID_KEY -> USAGE;
      case CANCELLED -> INTERRUPTED;
      default -> FAILED;
    };
  }

  private static @Nullable StorageException storageFailure(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof StorageException storage) {
        return storage;
      }
    }
    return null;
  }

  /** What went wrong in one line. */
  static String line(Exception e) {
    StorageException storage = storageFailure(e);
    if (storage != null) {
      return firstLine(String.valueOf(storage.getMessage()));
    }
    Throwable cause = e instanceof UncheckedIOException wrapped ? wrapped.getCause() : e;
    if (cause instanceof NoSuchFileException missing) {
      return "no such file: " + missing.getFile();
    }
    if (cause instanceof AccessDeniedException denied) {
      return "permission denied: " + denied.getFile();
    }
    if (cause instanceof FileAlreadyExistsException there) {
      return "already exists: " + there.getFile();
    }
    if (cause instanceof FileSystemException file) {
      return firstLine(String.valueOf(file.getMessage()));
    }
    if (cause instanceof IOException io) {
      return firstLine(String.valueOf(io.getMessage()));
    }
    return firstLine(String.valueOf(cause));
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return Text.printable(end < 0 ? text : text.substring(0, end));
  }
}
