package dev.stowage.transfer;

/** What an unfinished transfer was doing. */
public enum TransferKind {
  /** A file to a store. */
  UPLOAD,
  /** A stream to a store; its parts can only be given up. */
  STREAM,
  /** A blob to a file. */
  DOWNLOAD,
  /** A blob to another store. */
  COPY
}
