package dev.stowage.local;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.spi.CallScope;
import java.nio.channels.ClosedByInterruptException;
import java.util.OptionalLong;

/** Asks, in loops that may take long, whether the call is still wanted. */
final class Waiting {
  private Waiting() {}

  /**
   * @throws ClosedByInterruptException when the thread was interrupted; it stays so
   * @throws StorageException DEADLINE_EXCEEDED
   */
  static void check() throws ClosedByInterruptException {
    if (Thread.currentThread().isInterrupted()) {
      throw new ClosedByInterruptException();
    }
    OptionalLong deadline = CallScope.deadline();
    if (deadline.isPresent() && System.nanoTime() - deadline.getAsLong() > 0) {
      throw StorageException.of(ErrorCode.DEADLINE_EXCEEDED, "the deadline passed");
    }
  }
}
