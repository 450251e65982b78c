package dev.stowage.function;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.time.Duration;
import java.util.List;

/**
 * A function at a service.
 *
 * <p>Everything but {@link #refresh()} and {@link #awaitActive} answers from what the service said
 * last, without a request. Thread-safe; usable as long as its {@link FunctionDeployer} is open.
 */
public interface Deployment {
  default String name() {
    return info().name();
  }

  /** PARTIAL when the function is active and there are {@link #problems()}. */
  DeploymentState state();

  /** All that the service said of the function last. */
  DeploymentInfo info();

  /** Those that are there. */
  List<TriggerInfo> triggers();

  /** What was asked for by the deploy that gave this, and is not there. */
  List<DeploymentProblem> problems();

  /** Asks the service for the state of the function. */
  DeploymentState refresh();

  /**
   * Asks until the function is ready or has failed.
   *
   * @return ACTIVE, PARTIAL or FAILED; see {@link DeploymentInfo#reason()}
   * @throws StorageException {@link ErrorCode#DEADLINE_EXCEEDED} when neither is so in this time;
   *     the service goes on
   */
  DeploymentState awaitActive(Duration timeout);
}
