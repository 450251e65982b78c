package dev.stowage.secret;

import dev.stowage.StorageException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a version is written. Immutable; everything is optional. */
public final class SecretWrite {
  private static final SecretWrite DEFAULTS = new SecretWrite(false, null);

  private final boolean pending;
  private final @Nullable String label;

  private SecretWrite(boolean pending, @Nullable String label) {
    this.pending = pending;
    this.label = label;
  }

  /** The new version is current at once and has no label. */
  public static SecretWrite defaults() {
    return DEFAULTS;
  }

  /**
   * Leaves the current version in force until {@link SecretStore#promote}; needs {@link
   * SecretFeature#PENDING_VERSIONS}. The first version of a secret is current all the same.
   */
  public SecretWrite withPending() {
    return new SecretWrite(true, label);
  }

  /** Gives the version a name of the writer's; needs {@link SecretFeature#LABELS}. */
  public SecretWrite withLabel(String value) {
    if (value.isEmpty()) {
      throw StorageException.invalidArgument("the label of a version is empty");
    }
    return new SecretWrite(pending, value);
  }

  public boolean pending() {
    return pending;
  }

  public Optional<String> label() {
    return Optional.ofNullable(label);
  }

  @Override
  public String toString() {
    return "SecretWrite[pending=" + pending + ", label=" + label + "]";
  }
}
