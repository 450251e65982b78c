package dev.stowage.secret;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits for the value of one secret to change, by asking for it again and again.
 *
 * <p>It has no thread of its own: {@link #next()} asks and sleeps on the calling thread. A change
 * is reported once; values that come and go between two questions are not seen. A failure is
 * reported once, and while it lasts the questions become rarer. Thread-safe, for one waiting thread
 * at a time.
 *
 * @param <T> what the value is decoded to; a {@link SecretValue} is the caller's to close
 */
public interface SecretWatch<T> extends AutoCloseable {
  /**
   * Waits for an event: the first time for the value as it is, then for a change.
   *
   * @throws StorageException {@link ErrorCode#CANCELLED} when the thread is interrupted, {@link
   *     ErrorCode#CLOSED} when the watch or the store is closed; never a failure to read, which is
   *     an event
   */
  SecretEvent<T> next();

  /** As {@link #next()}; empty when nothing happened in this time. */
  Optional<SecretEvent<T>> next(Duration timeout);

  /**
   * The last good value, decoded anew; empty before the first. It stays through failures and
   * deletion.
   */
  Optional<T> latest();

  /** Ends the wait of another thread soon, and overwrites what is kept. */
  @Override
  void close();
}
