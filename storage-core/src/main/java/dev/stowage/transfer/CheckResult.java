package dev.stowage.transfer;

/**
 * What a comparison of two trees found.
 *
 * @param equal keys that both have, with the same content as far as was asked
 * @param missing keys that only the source has
 * @param extra keys that only the target has
 * @param different keys with other bytes
 * @param unreadable keys that could not be compared
 */
public record CheckResult(long equal, long missing, long extra, long different, long unreadable) {
  /** Whether nothing differs. */
  public boolean same() {
    return missing == 0 && extra == 0 && different == 0 && unreadable == 0;
  }
}
