package dev.stowage.oss;

import dev.stowage.media.MediaJob;
import java.util.Optional;

/**
 * What OSS answered when it took a job. Its own id of the job is only part of it, and may be
 * missing: then only the outputs tell how it went.
 *
 * @param statusCode of the answer: 200 says that the job was taken, not that it is done
 * @param requestId of the request that handed it in
 * @param eventId what notifications call it
 * @param taskId what {@code GetTask} calls it
 * @param processRequestId of the request that OSS made of it in turn
 */
public record OssTask(
    int statusCode,
    String requestId,
    Optional<String> eventId,
    Optional<String> taskId,
    Optional<String> processRequestId) {
  /**
   * That of a job of an {@code oss-media:} service.
   *
   * @throws dev.stowage.StorageException NOT_FOUND when the job is of another service
   */
  public static OssTask of(MediaJob job) {
    return JobTicket.parse(job.id()).task();
  }
}
