package dev.stowage.config;

import dev.stowage.StorageException;
import java.util.Arrays;
import java.util.Locale;

/** Where a task stands. */
public enum TaskState {
  /** Waits for its turn. */
  PENDING,
  /** Runs. */
  PROCESSING,
  /** Was interrupted, since its process ended in good order; it will run again. */
  SUSPENDED,
  /** Over: the configuration is valid. */
  SUCCEEDED,
  /** Over: {@link ConfigTask#failure()} says why. */
  FAILED;

  public boolean isOver() {
    return this == SUCCEEDED || this == FAILED;
  }

  /** The word for it in documents, such as {@code pending}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The state of a word.
   *
   * @throws StorageException INVALID_ARGUMENT for {@code state}, listing the words
   */
  public static TaskState of(String word) {
    return Arrays.stream(values())
        .filter(state -> state.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                ConfigFailures.argument(
                    "state", "it is one of pending, processing, suspended, succeeded, failed"));
  }
}
