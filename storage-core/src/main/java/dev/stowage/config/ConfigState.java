package dev.stowage.config;

import dev.stowage.StorageException;
import java.util.Arrays;
import java.util.Locale;

/** Where a storage configuration stands. */
public enum ConfigState {
  /** Just created or changed; its test has not ended. */
  NEW,
  /** Tested: results can be put there. */
  VALID,
  /** Tested, and something is wrong; {@link StorageConfig#failure()} says what. */
  INVALID,
  /** Switched off by its owner. */
  DEACTIVATED;

  /** Whether a configuration may go from this state to that one; staying is no step. */
  public boolean mayBecome(ConfigState next) {
    return switch (this) {
      case NEW -> next != NEW;
      case VALID, INVALID -> next == NEW || next == DEACTIVATED;
      case DEACTIVATED -> next == NEW;
    };
  }

  /** The word for it in documents, such as {@code new}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The state of a word.
   *
   * @throws StorageException INVALID_ARGUMENT for {@code state}, listing the words
   */
  public static ConfigState of(String word) {
    return Arrays.stream(values())
        .filter(state -> state.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                ConfigFailures.argument("state", "it is one of new, valid, invalid, deactivated"));
  }
}
