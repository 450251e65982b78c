package dev.stowage.conformance.secret;

import dev.stowage.OpenOptions;
import dev.stowage.conformance.driver.FaultPlan;
import dev.stowage.conformance.driver.RequestLog;
import dev.stowage.secret.SecretStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a provider gives the kit: a vault, and the means to look at it and to disturb it. The kit
 * makes one per test, and closes it. Names of the kit start with a random word, so the vault may
 * hold other secrets.
 */
public interface SecretHarness extends AutoCloseable {
  /** Opens the vault; called again it opens another store over the same content. */
  SecretStore open(OpenOptions options);

  /** Another vault, with another key. */
  SecretStore openOther(OpenOptions options);

  /** Faults by the names of the methods of {@code SecretDriver}. */
  FaultPlan faults();

  RequestLog log();

  /** The arrays with secret bytes that passed the driver, either way; empty behind a wire. */
  default List<byte[]> passedArrays() {
    return List.of();
  }

  /** The type of the native client that {@code unwrap} documents, if there is one. */
  default Optional<Class<?>> nativeType() {
    return Optional.empty();
  }

  /** How many names make more than one page. */
  default int morePagesThanOne() {
    return 120;
  }

  /**
   * Moves the clock by which the service deletes, beside that of the options.
   *
   * @return false when it cannot be moved
   */
  default boolean advanceServiceClock(Duration by) {
    return false;
  }

  @Override
  void close();
}
