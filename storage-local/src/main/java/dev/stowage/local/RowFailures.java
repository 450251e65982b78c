package dev.stowage.local;

import static org.h2.api.ErrorCode.COLUMN_NOT_FOUND_1;
import static org.h2.api.ErrorCode.CONCURRENT_UPDATE_1;
import static org.h2.api.ErrorCode.CONNECTION_BROKEN_1;
import static org.h2.api.ErrorCode.DATABASE_ALREADY_OPEN_1;
import static org.h2.api.ErrorCode.DATABASE_CALLED_AT_SHUTDOWN;
import static org.h2.api.ErrorCode.DATABASE_IS_CLOSED;
import static org.h2.api.ErrorCode.DATABASE_NOT_FOUND_WITH_IF_EXISTS_1;
import static org.h2.api.ErrorCode.DATA_CONVERSION_ERROR_1;
import static org.h2.api.ErrorCode.DEADLOCK_1;
import static org.h2.api.ErrorCode.ERROR_OPENING_DATABASE_1;
import static org.h2.api.ErrorCode.FILE_CORRUPTED_1;
import static org.h2.api.ErrorCode.FUNCTION_NOT_FOUND_1;
import static org.h2.api.ErrorCode.IO_EXCEPTION_1;
import static org.h2.api.ErrorCode.LOCK_TIMEOUT_1;
import static org.h2.api.ErrorCode.OBJECT_CLOSED;
import static org.h2.api.ErrorCode.SYNTAX_ERROR_1;
import static org.h2.api.ErrorCode.SYNTAX_ERROR_2;
import static org.h2.api.ErrorCode.TABLE_OR_VIEW_NOT_FOUND_1;
import static org.h2.api.ErrorCode.TABLE_OR_VIEW_NOT_FOUND_DATABASE_EMPTY_1;
import static org.h2.api.ErrorCode.TABLE_OR_VIEW_NOT_FOUND_WITH_CANDIDATES_2;

import dev.stowage.ErrorCode;
import dev.stowage.spi.Failure;
import java.sql.SQLException;

/** What the failures of the embedded database mean. */
final class RowFailures {
  private RowFailures() {}

  static Failure classify(SQLException e, String table) {
    return switch (e.getErrorCode()) {
      case TABLE_OR_VIEW_NOT_FOUND_1,
          TABLE_OR_VIEW_NOT_FOUND_DATABASE_EMPTY_1,
          TABLE_OR_VIEW_NOT_FOUND_WITH_CANDIDATES_2,
          DATABASE_NOT_FOUND_WITH_IF_EXISTS_1 ->
          Failure.of(ErrorCode.CONTAINER_NOT_FOUND, "there is no table " + table);
      case LOCK_TIMEOUT_1, DEADLOCK_1, CONCURRENT_UPDATE_1 ->
          Failure.of(ErrorCode.CONFLICT, "another transaction is in the way: " + firstLine(e));
      case CONNECTION_BROKEN_1, DATABASE_IS_CLOSED, OBJECT_CLOSED, DATABASE_CALLED_AT_SHUTDOWN ->
          Failure.of(ErrorCode.UNAVAILABLE, "the process that served the database ended");
      case DATABASE_ALREADY_OPEN_1, ERROR_OPENING_DATABASE_1 ->
          Failure.of(
              ErrorCode.UNAVAILABLE, "the database of " + table + " is in use: " + firstLine(e));
      case IO_EXCEPTION_1, org.h2.api.ErrorCode.IO_EXCEPTION_2 ->
          String.valueOf(e.getMessage()).contains("No space left")
              ? Failure.of(ErrorCode.QUOTA_EXCEEDED, "the disk of " + table + " is full")
              : Failure.of(
                      ErrorCode.UNAVAILABLE,
                      "the database cannot be read or written: " + firstLine(e))
                  .withRetryable(false);
      case FILE_CORRUPTED_1 ->
          Failure.of(ErrorCode.INTEGRITY_FAILURE, "the database is damaged: " + firstLine(e));
      case SYNTAX_ERROR_1,
          SYNTAX_ERROR_2,
          COLUMN_NOT_FOUND_1,
          FUNCTION_NOT_FOUND_1,
          DATA_CONVERSION_ERROR_1 ->
          Failure.of(ErrorCode.INVALID_ARGUMENT, firstLine(e));
      default -> Failure.of(ErrorCode.UNKNOWN, firstLine(e));
    };
  }

  /** H2 appends the SQL, values included, on further lines. */
  static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf("; SQL statement:");
    return (end < 0 ? message : message.substring(0, end)).lines().findFirst().orElse("");
  }
}
