package dev.stowage.transfer;

/**
 * What a sync does, or would do, about one key.
 *
 * @param key relative
 * @param size bytes of the source, or of the target for a deletion
 * @param reason why, for people
 */
public record SyncAction(Kind kind, String key, long size, String reason) {
  /** What is done. */
  public enum Kind {
    /** The target does not have it. */
    COPY,
    /** The target has another content. */
    REPLACE,
    /** The source does not have it, and extra objects are to be deleted. */
    DELETE,
    /** Both have the same. */
    UNCHANGED,
    /** They differ, but the target is newer. */
    KEEP_NEWER,
    /** It is no regular file. */
    LEAVE_OUT,
    /** It cannot be read, or cannot be at the target. */
    FAIL
  }

  /** Whether something has to be done. */
  public boolean changes() {
    return kind == Kind.COPY || kind == Kind.REPLACE || kind == Kind.DELETE;
  }
}
