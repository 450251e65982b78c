package dev.stowage.media;

/** How sound is encoded. */
public enum AudioCodec {
  /** As it is. */
  COPY,
  MP3,
  AAC,
  FLAC,
  VORBIS,
  AC3,
  OPUS,
  PCM,
  AMR
}
