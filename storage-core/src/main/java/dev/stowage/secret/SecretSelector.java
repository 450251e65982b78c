package dev.stowage.secret;

import dev.stowage.StorageException;
import java.util.Objects;

/** Which version of a secret to read. Immutable. */
public final class SecretSelector {
  /** The kinds of selectors, for an exhaustive switch. */
  public enum Kind {
    /** By {@link SecretSelector#stage()}. */
    STAGE,
    /** By {@link SecretSelector#id()}. */
    VERSION,
    /** By a label of the writer's, in {@link SecretSelector#id()}. */
    LABEL
  }

  private static final SecretSelector CURRENT = stage(SecretStage.CURRENT);
  private static final SecretSelector LATEST = stage(SecretStage.LATEST);
  private static final SecretSelector PREVIOUS = stage(SecretStage.PREVIOUS);

  private final Kind kind;
  private final SecretStage stage;
  private final String id;

  private SecretSelector(Kind kind, SecretStage stage, String id) {
    this.kind = kind;
    this.stage = stage;
    this.id = id;
  }

  /** The version in force; what is read when nothing is said. */
  public static SecretSelector current() {
    return CURRENT;
  }

  /** The newest version, which may not be in force yet. */
  public static SecretSelector latest() {
    return LATEST;
  }

  /** The version that was in force before. */
  public static SecretSelector previous() {
    return PREVIOUS;
  }

  public static SecretSelector stage(SecretStage stage) {
    return new SecretSelector(Kind.STAGE, stage, "");
  }

  /** The version of this {@link SecretVersion#id() id}. */
  public static SecretSelector version(String id) {
    if (id.isEmpty()) {
      throw StorageException.invalidArgument("the id of a version is empty");
    }
    return new SecretSelector(Kind.VERSION, SecretStage.CURRENT, id);
  }

  /** The version of this {@link SecretVersion#label() label}. */
  public static SecretSelector label(String label) {
    if (label.isEmpty()) {
      throw StorageException.invalidArgument("the label of a version is empty");
    }
    return new SecretSelector(Kind.LABEL, SecretStage.CURRENT, label);
  }

  public Kind kind() {
    return kind;
  }

  /** Of the kind STAGE. */
  public SecretStage stage() {
    return stage;
  }

  /** Of the kinds VERSION and LABEL; else empty. */
  public String id() {
    return id;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretSelector that
        && kind == that.kind
        && stage == that.stage
        && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, stage, id);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case STAGE -> "stage " + stage;
      case VERSION -> "version " + id;
      case LABEL -> "label " + id;
    };
  }
}
