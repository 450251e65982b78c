package dev.stowage.local;

import dev.stowage.OpenOptions;
import dev.stowage.blob.BlobStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the jobs of one directory have in common. It outlives the driver: jobs go on when that is
 * closed, and the process goes on until they are done.
 */
final class FfmpegService {
  private static final Logger LOG = LoggerFactory.getLogger(FfmpegService.class);
  private static final Map<Path, ThreadPoolExecutor> WORKERS = new HashMap<>();

  private final Path directory;
  private final FfmpegSettings settings;
  private final OpenOptions options;
  private final JobRecords records;
  private final Ffmpeg ffmpeg;

  FfmpegService(Path directory, FfmpegSettings settings, OpenOptions options) {
    this.directory = directory;
    this.settings = settings;
    this.options = options;
    this.records = new JobRecords(directory);
    this.ffmpeg = new Ffmpeg(settings.ffmpeg().orElse(null), options.environment());
  }

  JobRecords records() {
    return records;
  }

  Ffmpeg ffmpeg() {
    return ffmpeg;
  }

  Duration timeout() {
    return settings.timeout();
  }

  Instant now() {
    return options.pacer().now();
  }

  BlobStore inputs() {
    return open(settings.inputs());
  }

  BlobStore outputs() {
    return open(settings.outputs());
  }

  private BlobStore open(String url) {
    OpenOptions inner =
        OpenOptions.defaults()
            .withEnvironment(options.environment())
            .withRetry(options.retry())
            .withTransport(options.transport());
    return BlobStore.open(url, options.credentials().map(inner::withCredentials).orElse(inner));
  }

  /** As many at a time as the first who asked wanted. */
  Executor workers() {
    synchronized (WORKERS) {
      return WORKERS.computeIfAbsent(directory, d -> pool(settings.parallel()));
    }
  }

  /** Its threads end soon after the last job, and do not let the process end before. */
  private static ThreadPoolExecutor pool(int threads) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> new Thread(work, "stowage-media"));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** The record of a job cannot be written; who asks later is told that its process ended. */
  void lost(String id, IOException cause) {
    LOG.warn("the end of media job {} cannot be recorded", id, cause);
  }
}
