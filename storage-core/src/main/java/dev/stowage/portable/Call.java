package dev.stowage.portable;

import org.jspecify.annotations.Nullable;

/**
 * One call of a user as the retry engine sees it.
 *
 * @param operation its name in errors and telemetry
 * @param key what it is about, if one thing
 * @param replay when it may be sent again
 */
record Call(String operation, @Nullable String key, Replay replay) {
  /** When a failed call may be sent again. */
  enum Replay {
    /** Doing it twice is as good as once. */
    ALWAYS,
    /** Only when the service certainly never saw it. */
    IF_NOT_SENT,
    /** Not even then: its body can be read only once. */
    NEVER
  }

  static Call idempotent(String operation, @Nullable String key) {
    return new Call(operation, key, Replay.ALWAYS);
  }

  static Call once(String operation, @Nullable String key) {
    return new Call(operation, key, Replay.IF_NOT_SENT);
  }

  Call replay(Replay value) {
    return new Call(operation, key, value);
  }
}
