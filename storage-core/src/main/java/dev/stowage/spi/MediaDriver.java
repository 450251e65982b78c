package dev.stowage.spi;

import dev.stowage.media.JobFilter;
import dev.stowage.media.JobInfo;
import dev.stowage.media.MediaCapabilities;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.SubmitOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One media service.
 *
 * <p>Minimal on purpose: what the portable layer can do for all providers is not here. Requests are
 * of a kind, and options use features, that are among the capabilities. Every method is one request
 * to the service unless it says otherwise, is not retried, and lets the SDK's exceptions escape to
 * {@link #classify}. That a job failed is no exception. Thread-safe.
 */
public interface MediaDriver extends AutoCloseable {
  /** The URL scheme, such as {@code oci-media}; a label of telemetry. */
  String scheme();

  /** What the service works in, for messages: a compartment, a bucket, a directory. */
  String container();

  /** Without a request, and always the same. */
  MediaCapabilities capabilities();

  /** What an exception of this driver means. Pure; never throws. */
  Failure classify(Throwable thrown);

  /**
   * Why the service cannot do this request, in words that complete "cannot …", such as "encode
   * AV1"; empty when it can. Without a request.
   */
  Optional<String> unsupported(MediaRequest request);

  /**
   * Hands a job in; the state is what the service says, never SUCCEEDED because it said 200.
   *
   * @param options with a client token whenever CLIENT_TOKEN is among the features
   */
  JobInfo submit(MediaRequest request, SubmitOptions options) throws Exception;

  /**
   * What the service says of a job. A state that this version does not know is UNKNOWN, and so is
   * that of a job which the service has forgotten but did take.
   */
  JobInfo get(String id) throws Exception;

  /** Asks to stop; PRECONDITION_FAILED, CONFLICT or no failure when the job is over. */
  void cancel(String id) throws Exception;

  /** One page; the service filters what it can, the portable layer the rest. */
  BlobDriver.Page<JobInfo> list(JobFilter filter, @Nullable String cursor) throws Exception;

  /** The native client of this type, or null. */
  <T> @Nullable T unwrap(Class<T> type);

  @Override
  void close();
}
