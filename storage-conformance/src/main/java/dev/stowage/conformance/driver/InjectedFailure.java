package dev.stowage.conformance.driver;

import dev.stowage.spi.Failure;
import java.util.function.Function;

/** What a faulty driver throws in place of a service's error reply. */
public final class InjectedFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  InjectedFailure(Failure failure) {
    super(failure.message());
    this.failure = failure;
  }

  /** What an exception means: an injected one what was injected, any other what the driver says. */
  public static Failure classify(Throwable thrown, Function<Throwable, Failure> driver) {
    return thrown instanceof InjectedFailure injected ? injected.failure : driver.apply(thrown);
  }
}
