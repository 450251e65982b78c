package dev.stowage.function;

/** Where a deployment stands. */
public enum DeploymentState {
  /** The service is still getting it ready. */
  PENDING,
  /** It can be called, and everything asked for is there. */
  ACTIVE,
  /** It can be called, but not all that was asked for is there: see the problems. */
  PARTIAL,
  /** It cannot be called. */
  FAILED
}
