package dev.stowage;

/**
 * Hears of every call and every attempt of a store; the place to hang metrics and traces.
 *
 * <p>Called on the calling thread, after the fact. It must be quick and thread-safe; what it throws
 * is logged and does not reach the caller. Events carry bounded labels only: never a key, a URL or
 * a secret.
 */
public interface CallListener {
  /** Hears nothing. */
  CallListener NONE = new CallListener() {};

  /** One request was tried, whatever came of it. */
  default void onAttempt(CallEvent event) {}

  /** A call ended, after all its attempts. */
  default void onCall(CallEvent event) {}
}
