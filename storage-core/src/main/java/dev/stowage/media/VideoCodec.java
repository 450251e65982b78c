package dev.stowage.media;

/** How pictures are encoded. */
public enum VideoCodec {
  /** As they are: only the container changes. */
  COPY,
  H264,
  H265,
  VP9,
  AV1
}
