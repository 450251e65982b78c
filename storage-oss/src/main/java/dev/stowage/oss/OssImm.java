package dev.stowage.oss;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.io.IOException;
import java.util.Optional;

/**
 * Intelligent Media Management, which does what OSS is asked to do asynchronously and knows how it
 * went. Had by {@code mediaJobs.unwrap(OssImm.class)}. Thread-safe.
 */
public final class OssImm {
  private final ImmTasks tasks;

  OssImm(ImmTasks tasks) {
    this.tasks = tasks;
  }

  /**
   * The project that a bucket is bound to, without which nothing can be processed. One request.
   *
   * @return empty when it is bound to none
   * @throws StorageException PERMISSION_DENIED when the caller may not ask
   */
  public Optional<String> projectOf(String bucket) {
    try {
      return Optional.of(tasks.projectOf(bucket));
    } catch (IOException | RuntimeException e) {
      StorageException failure = OssFailures.translate("find project", null, e);
      if (failure.code() == ErrorCode.NOT_FOUND) {
        return Optional.empty();
      }
      throw failure;
    }
  }
}
