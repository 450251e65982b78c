package dev.stowage.function;

/** Where code comes from, for an exhaustive switch and for capabilities. */
public enum CodeKind {
  /** A ZIP archive in a blob at the same provider. */
  BLOB,
  /** A ZIP archive on this machine. */
  FILE,
  /** A ZIP archive at a URL. */
  URL,
  /** A ZIP archive in memory. */
  INLINE,
  /** A container image in a registry. */
  IMAGE
}
