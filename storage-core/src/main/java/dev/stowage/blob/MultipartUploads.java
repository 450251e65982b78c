package dev.stowage.blob;

import java.time.Duration;
import java.util.stream.Stream;

/** Uploads in parts, under the caller's own control; they outlive the process. */
public interface MultipartUploads {
  /**
   * Starts an upload. Conditions in the options are checked when it is completed, except that
   * {@code ifAbsent} may fail here already.
   */
  MultipartUpload start(String key, PutOptions options);

  /**
   * An upload that was started before. The options must be those it was started with; no request is
   * sent.
   */
  MultipartUpload resume(String key, String id, PutOptions options);

  /** Uploads that were not finished, in the order of keys; lazy. */
  Stream<PendingUpload> list(String prefix);

  /**
   * Aborts what was started longer ago than this.
   *
   * @return how many
   */
  int abortOlderThan(String prefix, Duration age);
}
