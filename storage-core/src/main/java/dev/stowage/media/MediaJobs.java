package dev.stowage.media;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.portable.MediaOpening;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A service that works on media.
 *
 * <p>Thread-safe, and safe to call from virtual threads. Every call blocks; interrupting the thread
 * cancels its call ({@link ErrorCode#CANCELLED}), never the job. Every failure of a call is a
 * {@link StorageException}; that a job failed is its {@link MediaJob#state() state}. Close it when
 * done; jobs go on.
 */
public interface MediaJobs extends AutoCloseable {
  /** Opens a service by URL, such as {@code oci-media://compartment-ocid}; no request. */
  static MediaJobs open(String url) {
    return open(url, OpenOptions.defaults());
  }

  /**
   * Opens a service by URL.
   *
   * @throws StorageException INVALID_ARGUMENT when the URL is malformed, its scheme is not
   *     installed, or it has a parameter that the provider does not know
   */
  static MediaJobs open(String url, OpenOptions options) {
    return MediaOpening.jobs(url, options);
  }

  static MediaJobs open(URI url, OpenOptions options) {
    return open(url.toString(), options);
  }

  /** Hands in a job. */
  default MediaJob submit(MediaRequest request) {
    return submit(request, SubmitOptions.defaults());
  }

  /**
   * Hands in a job. That it returns means that the service took it, not that it is done.
   *
   * @throws StorageException UNSUPPORTED before any request for what the service cannot do
   */
  MediaJob submit(MediaRequest request, SubmitOptions options);

  /**
   * A job that was handed in before, maybe by another process. One request.
   *
   * @throws StorageException NOT_FOUND
   */
  MediaJob job(String id);

  /**
   * Jobs that the service remembers; lazy. Their order is the service's.
   *
   * @throws StorageException UNSUPPORTED without {@link MediaFeature#LIST}
   */
  Stream<MediaJob> list(JobFilter filter);

  /** Without a request. */
  MediaCapabilities capabilities();

  /** The provider's own client, if it is of this type. */
  <T> Optional<T> unwrap(Class<T> type);

  /** Frees connections. Jobs go on. Closing again does nothing. */
  @Override
  void close();
}
