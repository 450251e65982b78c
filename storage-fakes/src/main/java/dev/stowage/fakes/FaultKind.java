package dev.stowage.fakes;

/** What a {@link Fault} does. */
public enum FaultKind {
  /** An error answer; the request has no effect. */
  REFUSAL,
  /**
   * An error answer once so many bytes of an upload have come. A protocol whose uploads can go on
   * keeps them; else there is no effect.
   */
  REFUSAL_AFTER,
  /** The connection is reset when the request's head has been read. No effect. */
  RESET_BEFORE_BODY,
  /** The connection is reset when some of the request's body has been read. No effect. */
  RESET_DURING_BODY,
  /** The request takes effect, then the connection is reset instead of an answer. */
  LOST_RESPONSE,
  /** The answer is cut by a reset. */
  RESET_DURING_RESPONSE,
  /** The connection is closed behind a whole answer that did not announce it. */
  CLOSE_AFTER_RESPONSE,
  /** The server stops reading the request's body. No effect. */
  STALLED_REQUEST,
  /** The answer's body stops coming. */
  STALLED_RESPONSE,
  /** The answer begins late. */
  SLOW_FIRST_BYTE,
  /** The answer's body comes in very small pieces. */
  SHORT_READS,
  /** A listing gives fewer entries than asked for, and says that there are more. */
  SHORT_PAGE,
  /** An error document behind the status 200. No effect. */
  ERROR_INSIDE_200,
  /** A bit of the request's payload is flipped before the server checks it. */
  FLIPPED_REQUEST_BIT,
  /** A bit is flipped after the checks: what is stored, and acknowledged, is not what was sent. */
  FLIPPED_STORED_BIT,
  /** A bit of the answer's body is flipped; its length and headers are kept. */
  FLIPPED_RESPONSE_BIT,
  /** The answer's body is short, and its length says so: only a checksum can tell. */
  CLEAN_TRUNCATION,
  /** The answer's body ends before its announced length. */
  HARD_TRUNCATION,
  /** {@code 100 Continue} is never sent. */
  NO_CONTINUE
}
