package dev.stowage.spi;

import dev.stowage.kv.Revision;
import org.jspecify.annotations.Nullable;

/** What must be true of a row for a write to happen. */
public final class KvCondition {
  /** The kinds of conditions, for an exhaustive switch. */
  public enum Kind {
    /** None. */
    NONE,
    /** There must be no row. */
    ABSENT,
    /** There must be a row. */
    PRESENT,
    /** There must be a row, at this revision. */
    REVISION
  }

  private static final KvCondition NONE = new KvCondition(Kind.NONE, null);
  private static final KvCondition ABSENT = new KvCondition(Kind.ABSENT, null);
  private static final KvCondition PRESENT = new KvCondition(Kind.PRESENT, null);

  private final Kind kind;
  private final @Nullable Revision revision;

  private KvCondition(Kind kind, @Nullable Revision revision) {
    this.kind = kind;
    this.revision = revision;
  }

  public static KvCondition none() {
    return NONE;
  }

  public static KvCondition absent() {
    return ABSENT;
  }

  public static KvCondition present() {
    return PRESENT;
  }

  public static KvCondition revision(Revision revision) {
    return new KvCondition(Kind.REVISION, revision);
  }

  public Kind kind() {
    return kind;
  }

  /** The revision of the kind REVISION. */
  public Revision revision() {
    if (revision == null) {
      throw new IllegalStateException("a condition of the kind " + kind + " has no revision");
    }
    return revision;
  }

  /** Whether it holds for a row at this revision, null for no row; for drivers that look first. */
  public boolean holdsFor(@Nullable Revision current) {
    return switch (kind) {
      case NONE -> true;
      case ABSENT -> current == null;
      case PRESENT -> current != null;
      case REVISION -> current != null && revision().equals(current);
    };
  }
}
