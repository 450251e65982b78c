package dev.stowage;

import java.time.Duration;

/**
 * How often and how patiently a failed call is tried again; one policy for all providers.
 *
 * <p>Waits grow from {@link #firstBackoff()} by a factor of two up to {@link #maxBackoff()}, each
 * drawn at random between zero and that bound ("full jitter"), and are never shorter than a {@code
 * Retry-After} of the service. Retries are paid from a budget that all calls of one store share:
 * each retry takes one of {@link #budget()} tokens and ten successful calls give one back. So a
 * service that is down for a minute is not hit with a multiple of its usual load.
 *
 * @param maxAttempts requests per call at most, the first included; 1 means no retry
 * @param firstBackoff upper bound of the first wait
 * @param maxBackoff upper bound of every wait
 * @param budget retries that a store may have outstanding; 0 turns the budget off
 */
public record RetryPolicy(int maxAttempts, Duration firstBackoff, Duration maxBackoff, int budget) {
  private static final RetryPolicy DEFAULTS =
      new RetryPolicy(5, Duration.ofMillis(100), Duration.ofSeconds(20), 100);

  public RetryPolicy {
    if (maxAttempts < 1) {
      throw StorageException.invalidArgument("maxAttempts is " + maxAttempts + "; at least 1");
    }
    if (firstBackoff.isNegative() || maxBackoff.compareTo(firstBackoff) < 0) {
      throw StorageException.invalidArgument(
          "back-off must be from 0 to maxBackoff, not " + firstBackoff + " to " + maxBackoff);
    }
    if (budget < 0) {
      throw StorageException.invalidArgument("retry budget is " + budget + "; at least 0");
    }
  }

  /** Five attempts, waits of up to 0.1 s doubling to 20 s, a budget of 100 retries. */
  public static RetryPolicy defaults() {
    return DEFAULTS;
  }

  /** One attempt. */
  public static RetryPolicy none() {
    return DEFAULTS.withMaxAttempts(1);
  }

  public RetryPolicy withMaxAttempts(int value) {
    return new RetryPolicy(value, firstBackoff, maxBackoff, budget);
  }

  public RetryPolicy withBackoff(Duration first, Duration max) {
    return new RetryPolicy(maxAttempts, first, max, budget);
  }

  public RetryPolicy withBudget(int value) {
    return new RetryPolicy(maxAttempts, firstBackoff, maxBackoff, value);
  }
}
