package dev.stowage.media;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A job that a service was asked to do.
 *
 * <p>Everything but {@link #refresh()}, {@link #await} and {@link #cancel()} answers from what the
 * service said last, without a request. A job that is over stays as it is. Thread-safe; usable as
 * long as its {@link MediaJobs} is open. The job itself does not depend on it: another process
 * finds it by {@link #id()}.
 */
public interface MediaJob {
  String id();

  default MediaState state() {
    return info().state();
  }

  /** All that the service said last. */
  JobInfo info();

  /** Asks the service; no request when the job is over. */
  MediaState refresh();

  /**
   * Asks until the job is over, less and less often; a short outage of the service does not end the
   * wait.
   *
   * @return how it ended: SUCCEEDED, FAILED, CANCELED or REJECTED
   * @throws StorageException {@link ErrorCode#DEADLINE_EXCEEDED} when it is not over in this time;
   *     the job goes on, and may be awaited again
   */
  MediaState await(Duration timeout);

  /**
   * Asks the service to stop the job, which it may finish all the same: look at the state. Does
   * nothing when the job is over.
   *
   * @throws StorageException UNSUPPORTED without {@link MediaFeature#CANCEL}
   */
  void cancel();

  /** The blobs that it made; empty unless it succeeded. */
  default List<MediaOutput> outputs() {
    return info().outputs();
  }

  /** In per cent; it never goes back. */
  default OptionalInt progress() {
    return info().progress();
  }

  /** Why it failed or was rejected. */
  default Optional<MediaFailure> failure() {
    return info().failure();
  }

  default List<MediaTask> tasks() {
    return info().tasks();
  }

  /** A result that is not a blob, such as the text of a watermark. */
  default Optional<String> text() {
    return info().text();
  }
}
