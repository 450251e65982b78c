package dev.stowage.transfer;

/**
 * A key in which two trees differ.
 *
 * @param key relative
 * @param detail for people
 */
public record Difference(Kind kind, String key, String detail) {
  /** How they differ. */
  public enum Kind {
    /** Only the source has it. */
    MISSING,
    /** Only the target has it. */
    EXTRA,
    /** Other bytes. */
    CONTENT,
    /** One of them could not be read. */
    UNREADABLE
  }
}
