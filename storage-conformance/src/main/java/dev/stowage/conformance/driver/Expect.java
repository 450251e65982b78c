package dev.stowage.conformance.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.conformance.ConformanceReport;
import org.junit.jupiter.api.function.Executable;

/** What the cases say over and over. */
public final class Expect {
  private Expect() {}

  /** Fails with this code. */
  public static StorageException fails(ErrorCode code, Executable call) {
    StorageException failure = assertThrows(StorageException.class, call);
    assertEquals(code, failure.code(), () -> "code of: " + failure);
    return failure;
  }

  /** Fails with this code before any request. */
  public static StorageException failsAtOnce(ErrorCode code, RequestLog log, Executable call) {
    int before = log.size();
    StorageException failure = fails(code, call);
    assertEquals(before, log.size(), () -> "requests of a call that must fail at once: " + log);
    return failure;
  }

  /** The negative twin of a case: what is not declared is UNSUPPORTED before any request. */
  public static void refused(String feature, RequestLog log, Executable call) {
    StorageException failure = failsAtOnce(ErrorCode.UNSUPPORTED, log, call);
    assertEquals(false, failure.retryable(), "what is unsupported will stay so");
    ConformanceReport.refused(feature + ": " + failure.reason());
  }
}
