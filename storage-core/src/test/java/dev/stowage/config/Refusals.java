package dev.stowage.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import org.junit.jupiter.api.function.Executable;

/** Failures as callers see them. */
final class Refusals {
  private Refusals() {}

  static StorageException of(ErrorCode code, Executable call) {
    StorageException e = assertThrows(StorageException.class, call);
    assertEquals(code, e.code(), () -> String.valueOf(e.getMessage()));
    return e;
  }

  /** That of a parameter. */
  static StorageException argument(String parameter, Executable call) {
    StorageException e = of(ErrorCode.INVALID_ARGUMENT, call);
    assertEquals(parameter, e.key().orElse(""), () -> String.valueOf(e.getMessage()));
    return e;
  }
}
