package dev.stowage.config.server;

import dev.stowage.StorageException;
import java.util.Arrays;
import java.util.Locale;

/** What a token allows. */
public enum Scope {
  /** Seeing configurations, tasks, the organisation and the status page. */
  READ,
  /** Creating, changing, testing and deleting configurations. */
  WRITE;

  /** The word for it, such as {@code read}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The scope of a word.
   *
   * @throws StorageException INVALID_ARGUMENT listing the words
   */
  public static Scope of(String word) {
    return Arrays.stream(values())
        .filter(scope -> scope.word().equals(word))
        .findFirst()
        .orElseThrow(
            () -> StorageException.invalidArgument("a scope is read or write, not " + word));
  }
}
