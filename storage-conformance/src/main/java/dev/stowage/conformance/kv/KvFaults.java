package dev.stowage.conformance.kv;

/** What can be made to go wrong behind the main handle of a harness, and nobody else's. */
public interface KvFaults {
  /** The next requests fail in this way before the service sees them. */
  void failNext(int times, Exception failure);

  /** The next write takes effect, then this happens, and then its answer is lost. */
  void loseNextAnswer(Runnable meanwhile);

  /** The next batch requests do only this many of their items and leave the others undone. */
  void leaveUnprocessed(int requests, int done);
}
