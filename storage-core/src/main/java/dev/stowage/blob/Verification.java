package dev.stowage.blob;

/** Whether the bytes that a reader gave were checked. */
public enum Verification {
  /** Not all bytes were read yet. */
  PENDING,
  /** They have the checksum that the service keeps. */
  VERIFIED,
  /** The service keeps no checksum that covers exactly these bytes; their number was checked. */
  UNVERIFIED
}
