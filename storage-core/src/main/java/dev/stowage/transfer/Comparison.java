package dev.stowage.transfer;

/** When two objects count as equal. */
public enum Comparison {
  /**
   * Same size, and the target is not older than the source. Where that says no, but the sizes are
   * the same, the modification time that an upload left in the metadata, or a checksum that both
   * ends know, may still say yes: so clocks that differ do not make a sync copy for ever.
   */
  SIZE_AND_TIME,
  /** Same size. */
  SIZE,
  /**
   * Same size and same checksum: a stored one where the service keeps any, else computed, which
   * reads the object.
   */
  CHECKSUM
}
