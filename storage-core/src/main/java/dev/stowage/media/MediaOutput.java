package dev.stowage.media;

/**
 * A blob that a job made.
 *
 * @param type what is in it
 * @param blob where it is
 */
public record MediaOutput(Type type, MediaBlob blob) {
  /** What is in an output. */
  public enum Type {
    VIDEO,
    AUDIO,
    IMAGE,
    DOCUMENT,
    PLAYLIST,
    CAPTIONS,
    TEXT,
    OTHER
  }
}
