package dev.stowage.secret;

/** What a provider may or may not be able to do. What it cannot do fails with UNSUPPORTED. */
public enum SecretFeature {
  /** Old versions are kept, listed, and read by id or as {@link SecretSelector#previous()}. */
  VERSIONS,
  /**
   * A version can be written as {@link SecretWrite#withPending() pending} and promoted later, so
   * that latest and current may differ.
   */
  PENDING_VERSIONS,
  /** Versions can have a label of the writer's and be read by it. */
  LABELS,
  /** {@link SecretStore#disable} and {@link SecretStore#enable}. */
  DISABLE_VERSIONS,
  /** A delete can take effect at once. */
  IMMEDIATE_DELETE,
  /** A delete can be given a window during which the secret could be recovered. */
  RECOVERY_WINDOW,
  /** {@link SecretStore#undelete}. */
  UNDELETE,
  /** {@link SecretStore#keeper()}. */
  KEEPER,
  /** {@link SecretKeeper#rotate()}. */
  KEY_ROTATION
}
