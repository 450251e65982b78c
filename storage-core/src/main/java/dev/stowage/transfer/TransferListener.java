package dev.stowage.transfer;

import dev.stowage.StorageException;

/**
 * Hears of what happens while transfers run.
 *
 * <p>Called from several threads at the same time, on the threads that move the bytes: return soon,
 * and be thread-safe. What it throws is logged and ignored. For a display that is drawn at its own
 * pace, ask {@link Transfers#progress()} instead.
 */
public interface TransferListener {
  /** Hears nothing. */
  TransferListener NONE = new TransferListener() {};

  /**
   * An object is about to be moved.
   *
   * @param key of the target, or of the source for a download
   * @param size in bytes; -1 when it is not known
   */
  default void started(String key, long size) {}

  /**
   * Payload bytes moved on. A negative number takes back bytes of an attempt that failed and is
   * made again.
   */
  default void moved(String key, long bytes) {}

  /** An object is at its target, verified as far as that was possible. */
  default void done(String key, long size) {}

  /** An object was left out on purpose, and why; not told of those that a sync found unchanged. */
  default void skipped(String key, String reason) {}

  /** An object was deleted by a sync. */
  default void deleted(String key) {}

  /** An object could not be moved or deleted. Others go on. */
  default void failed(String key, StorageException failure) {}
}
