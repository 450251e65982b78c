package dev.stowage.secret;

/** Whether a version can be read. */
public enum SecretState {
  ENABLED,
  /** Reading it fails with {@code PRECONDITION_FAILED} until it is enabled again. */
  DISABLED,
  /** The service will remove it. */
  PENDING_DELETION
}
