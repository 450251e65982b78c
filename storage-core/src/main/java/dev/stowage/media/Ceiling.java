package dev.stowage.media;

/** What to do when the source has less than is asked for: fewer frames, pixels or bits. */
public enum Ceiling {
  /** Make it as asked for. */
  NONE,
  /** Keep what the source has. */
  KEEP_SOURCE,
  /** Fail. */
  FAIL
}
