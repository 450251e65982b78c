package dev.stowage.kv;

import dev.stowage.StorageException;

/**
 * The opaque name of one state of a row. It changes with every write and never comes back.
 *
 * <p>Its text may be stored or sent and parsed again in another process. Revisions have no order.
 */
public final class Revision {
  private static final int MAX_LENGTH = 4096;

  private final String text;

  private Revision(String text) {
    this.text = text;
  }

  /**
   * Takes the text of a revision back in.
   *
   * @throws StorageException INVALID_ARGUMENT when it cannot be the text of any revision
   */
  public static Revision parse(String text) {
    boolean printable = text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (text.isEmpty() || text.length() > MAX_LENGTH || !printable) {
      throw StorageException.invalidArgument(
          "malformed revision; it must be the text of a revision that a store returned");
    }
    return new Revision(text);
  }

  public String text() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Revision that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The text. */
  @Override
  public String toString() {
    return text;
  }
}
