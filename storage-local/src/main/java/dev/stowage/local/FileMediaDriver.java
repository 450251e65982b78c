package dev.stowage.local;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.media.JobFilter;
import dev.stowage.media.JobInfo;
import dev.stowage.media.MediaCapabilities;
import dev.stowage.media.MediaFeature;
import dev.stowage.media.MediaKind;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.MediaState;
import dev.stowage.media.SubmitOptions;
import dev.stowage.spi.BlobDriver.Page;
import dev.stowage.spi.Failure;
import dev.stowage.spi.MediaDriver;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Media jobs that ffmpeg does, in this process. */
final class FileMediaDriver implements MediaDriver {
  private static final int PAGE = 20;
  private static final MediaCapabilities CAPABILITIES =
      new MediaCapabilities(
          EnumSet.of(
              MediaKind.TRANSCODE,
              MediaKind.SNAPSHOTS,
              MediaKind.ANIMATION,
              MediaKind.SPRITE,
              MediaKind.AUDIO_CONVERT,
              MediaKind.CONCATENATE),
          EnumSet.of(
              MediaFeature.CANCEL,
              MediaFeature.CLIENT_TOKEN,
              MediaFeature.NAMES,
              MediaFeature.LIST,
              MediaFeature.PROGRESS));

  private final Path directory;
  private final FfmpegService service;

  FileMediaDriver(Path directory, FfmpegService service) {
    this.directory = directory;
    this.service = service;
  }

  @Override
  public String scheme() {
    return "file";
  }

  @Override
  public String container() {
    return directory.toString();
  }

  @Override
  public MediaCapabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Failure classify(Throwable thrown) {
    return thrown instanceof NoSuchFileException e
        ? Failure.of(ErrorCode.UNAVAILABLE, "the file " + e.getFile() + " is gone")
        : FileFailures.classify(thrown, directory);
  }

  @Override
  public Optional<String> unsupported(MediaRequest request) {
    return FfmpegRequest.unsupported(request);
  }

  @Override
  public JobInfo submit(MediaRequest request, SubmitOptions options) throws IOException {
    JobRecords records = service.records();
    String id = JobRecords.idOf(options.clientToken().orElse(null));
    JobRecord known = records.read(id);
    if (known != null) {
      return current(known);
    }
    // So that nobody finds out only later that nothing can be done.
    Path program = service.ffmpeg().program();
    assert program.isAbsolute();
    JobInfo info =
        JobInfo.builder(id, MediaState.QUEUED)
            .name(options.name().orElse(null))
            .created(service.now())
            .build();
    JobRecord job = new JobRecord(info, records.owner(), false, 0, 0);
    if (!records.create(job)) {
      return get(id);
    }
    service.workers().execute(new FfmpegJob(service, request, job));
    return info;
  }

  @Override
  public JobInfo get(String id) throws IOException {
    return current(require(id));
  }

  private JobRecord require(String id) throws IOException {
    JobRecord job = service.records().read(id);
    if (job == null) {
      throw StorageException.of(ErrorCode.NOT_FOUND, "there is no such job");
    }
    return job;
  }

  /** What is true of it now. */
  private JobInfo current(JobRecord job) throws IOException {
    JobInfo info = job.info();
    if (info.state().isTerminal()) {
      return info;
    }
    if (!service.records().isRun(job)) {
      // It may have ended well just before its process did.
      JobRecord again = require(info.id());
      return again.info().state().isTerminal()
          ? again.info()
          : service.records().bury(again, service.now()).info();
    }
    return service.records().isAskedToCancel(info.id())
        ? info.toBuilder().state(MediaState.CANCELING).build()
        : info;
  }

  @Override
  public void cancel(String id) throws IOException {
    if (!current(require(id)).state().isTerminal()) {
      service.records().askToCancel(id);
    }
  }

  /** The cursor is where the last one stands. */
  @Override
  public Page<JobInfo> list(JobFilter filter, @Nullable String cursor) throws IOException {
    List<JobInfo> page = new ArrayList<>();
    for (JobRecord job : service.records().all()) {
      String position = JobRecords.position(job.info());
      if (cursor != null && position.compareTo(cursor) >= 0) {
        continue;
      }
      JobInfo info = current(job);
      if (!filter.admits(info)) {
        continue;
      }
      if (page.size() == PAGE) {
        return new Page<>(page, Optional.of(JobRecords.position(page.get(PAGE - 1))));
      }
      page.add(info);
    }
    return new Page<>(page, Optional.empty());
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return null;
  }

  @Override
  public void close() {
    // Jobs go on; each opens the stores that it needs.
  }
}
