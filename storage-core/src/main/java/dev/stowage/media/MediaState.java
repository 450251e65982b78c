package dev.stowage.media;

/** Where a job stands. */
public enum MediaState {
  /** Accepted, not begun. */
  QUEUED,
  RUNNING,
  /** Begun, and waiting for something else, such as a task of another service. */
  WAITING,
  /** Asked to stop; it may still succeed. */
  CANCELING,
  SUCCEEDED,
  FAILED,
  CANCELED,
  /** Not even begun, because the service did not want it. */
  REJECTED,
  /** The service does not say, or says something that this version does not know; not a failure. */
  UNKNOWN;

  /** Whether it will never change again. */
  public boolean isTerminal() {
    return this == SUCCEEDED || this == FAILED || this == CANCELED || this == REJECTED;
  }
}
