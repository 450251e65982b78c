package dev.stowage;

/**
 * What went wrong, the same on every provider.
 *
 * <p>A caller branches on the code; the words of the provider stay in the message and in the cause.
 */
public enum ErrorCode {
  /** The named blob, row, secret, version or job does not exist. */
  NOT_FOUND,
  /** The bucket, container, table or vault itself does not exist. */
  CONTAINER_NOT_FOUND,
  /** A create-only write found something already there. Nothing was changed. */
  ALREADY_EXISTS,
  /** An etag or revision condition did not hold. Nothing was changed. */
  PRECONDITION_FAILED,
  /** A conditional read found nothing newer. */
  NOT_MODIFIED,
  /** A range starts past the end of the blob. */
  RANGE_NOT_SATISFIABLE,
  /** An argument is wrong whatever the provider; found before any request. */
  INVALID_ARGUMENT,
  /** The key cannot be stored by this provider; found before any request. */
  INVALID_KEY,
  /** Who calls is not known: credentials are missing, wrong or expired. */
  UNAUTHENTICATED,
  /** Who calls is known and not allowed. */
  PERMISSION_DENIED,
  /** The service asks for fewer requests. */
  RATE_LIMITED,
  /** Somebody else is changing the same thing right now. */
  CONFLICT,
  /** This provider cannot do it; found before any request. */
  UNSUPPORTED,
  /** The store was opened read-only. */
  READ_ONLY,
  /** Bytes are not what was sent or stored. */
  INTEGRITY_FAILURE,
  /** The object was replaced while it was being read or copied. */
  CONTENT_CHANGED,
  /** A quota, or the disk, is full. */
  QUOTA_EXCEEDED,
  /** An object, row or secret is larger than the service takes. */
  TOO_LARGE,
  /** The service could not be reached or failed on its own side. */
  UNAVAILABLE,
  /** The calling thread was interrupted. */
  CANCELLED,
  /** The deadline of the call passed. What the call was doing may or may not have taken effect. */
  DEADLINE_EXCEEDED,
  /** The store, reader or writer is closed. */
  CLOSED,
  /** The provider said something this version does not know; the cause has its words. */
  UNKNOWN;

  /** Whether waiting and doing the same again can help, when nothing more is known. */
  public boolean transientByNature() {
    return this == RATE_LIMITED || this == UNAVAILABLE || this == CONFLICT;
  }
}
