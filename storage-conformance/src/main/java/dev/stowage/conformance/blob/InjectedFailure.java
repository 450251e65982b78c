package dev.stowage.conformance.blob;

import dev.stowage.spi.Failure;
import java.io.IOException;

/** What {@link FaultyBlobDriver} throws in place of a service's error reply. */
final class InjectedFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  InjectedFailure(Failure failure) {
    super(failure.message());
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }
}
