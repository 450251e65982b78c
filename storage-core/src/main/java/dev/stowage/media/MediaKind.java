package dev.stowage.media;

/** The kinds of {@link MediaRequest}, for an exhaustive switch and for capabilities. */
public enum MediaKind {
  WORKFLOW,
  SYSTEM_WORKFLOW,
  TRANSCODE,
  SNAPSHOTS,
  ANIMATION,
  SPRITE,
  AUDIO_CONVERT,
  DOCUMENT_CONVERT,
  CONCATENATE,
  WATERMARK_DECODE,
  RAW
}
