package dev.stowage.secret;

/** Where a version stands in the life of its secret. One version may have several stages. */
public enum SecretStage {
  /** The one that {@link SecretStore#get(String)} reads. */
  CURRENT,
  /** Written, but not yet promoted to current. */
  PENDING,
  /** The newest, promoted or not. */
  LATEST,
  /** Current before the one that is. */
  PREVIOUS,
  /** None of the above any more. */
  DEPRECATED
}
