package dev.stowage.conformance.blob;

/** One way in which a service, or the network before it, goes wrong. */
public enum Fault {
  /** The connection is refused; the service sees nothing. */
  REFUSED,
  /** The connection breaks before the service does anything. */
  RESET,
  /** The host name is not known. */
  NO_HOST,
  /** The TLS handshake fails. */
  TLS,
  /** 503, nothing done. */
  UNAVAILABLE,
  /** 429 with {@code Retry-After: 7}. */
  THROTTLED,
  /** 409 because another write to the key is under way. */
  CONFLICT,
  /** 401. */
  UNAUTHENTICATED,
  /** 403. */
  DENIED,
  /** The container is not there. */
  NO_CONTAINER,
  /** A reply of 200 whose body is an error; nothing done. Retryable. */
  ERROR_IN_200,
  /** Half the body is taken, then the connection breaks; nothing is published. */
  HALF_BODY,
  /** Everything is done, then the connection breaks before the reply. */
  LOST_RESPONSE,
  /** One bit of what is stored is not what was sent; the reply vouches for what is stored. */
  FLIPPED_STORED,
  /** The body of a read breaks off after half of it, with an error. */
  RESET_READ,
  /** The body of a read ends after half of it, without an error. */
  TRUNCATED_READ,
  /** One bit of the body of a read is wrong. */
  FLIPPED_READ,
  /** The body of a read comes one byte at a time. */
  SLOW_READ,
  /** A page of a listing holds a third of what was asked for, and a cursor. */
  SHORT_PAGE,
  /** A page of a listing is empty, and has a cursor. */
  EMPTY_PAGE,
  /** The last key of a bulk delete is denied, the others are done. */
  ONE_FAILS
}
