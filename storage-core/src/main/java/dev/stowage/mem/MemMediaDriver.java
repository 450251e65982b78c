package dev.stowage.mem;

import dev.stowage.ErrorCode;
import dev.stowage.Pacer;
import dev.stowage.StorageException;
import dev.stowage.media.JobFilter;
import dev.stowage.media.JobInfo;
import dev.stowage.media.MediaCapabilities;
import dev.stowage.media.MediaFeature;
import dev.stowage.media.MediaKind;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.MediaState;
import dev.stowage.media.SubmitOptions;
import dev.stowage.media.Transcode;
import dev.stowage.media.VideoCodec;
import dev.stowage.media.VideoSettings;
import dev.stowage.spi.BlobDriver.Page;
import dev.stowage.spi.Failure;
import dev.stowage.spi.MediaDriver;
import dev.stowage.spi.MediaFiles;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Media jobs that make nothing real, one step at a time; every kind and feature. */
final class MemMediaDriver implements MediaDriver {
  private static final int PAGE = 20;
  private static final Set<String> FORMATS =
      Set.of("mp4", "mkv", "mov", "webm", "flv", "avi", "ts", "mp3", "aac", "flac", "opus");
  private static final MediaCapabilities CAPABILITIES =
      new MediaCapabilities(
          EnumSet.allOf(MediaKind.class), EnumSet.complementOf(EnumSet.of(MediaFeature.NOTIFY)));

  private final String name;
  private final MemJobs jobs;
  private final Pacer pacer;

  MemMediaDriver(String name, MemJobs jobs, Pacer pacer) {
    this.name = name;
    this.jobs = jobs;
    this.pacer = pacer;
  }

  @Override
  public String scheme() {
    return "mem";
  }

  @Override
  public String container() {
    return name;
  }

  @Override
  public MediaCapabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Failure classify(Throwable thrown) {
    return Failure.of(ErrorCode.UNKNOWN, String.valueOf(thrown.getMessage()));
  }

  @Override
  public Optional<String> unsupported(MediaRequest request) {
    if (request instanceof Transcode job) {
      if (!FORMATS.contains(job.format())) {
        return Optional.of("make the format " + job.format());
      }
      if (job.video().map(VideoSettings::codec).filter(c -> c == VideoCodec.AV1).isPresent()) {
        return Optional.of("encode AV1");
      }
    }
    return Optional.empty();
  }

  @Override
  public JobInfo submit(MediaRequest request, SubmitOptions options) {
    return jobs.submit(
            options.clientToken().orElse(null),
            id ->
                new MemJob(
                    JobInfo.builder(id, MediaState.QUEUED)
                        .name(options.name().orElse(null))
                        .created(pacer.now())
                        .build(),
                    MemWork.of(request),
                    jobs.files(),
                    pacer))
        .info();
  }

  @Override
  public JobInfo get(String id) {
    return require(id).step();
  }

  @Override
  public void cancel(String id) {
    require(id).cancel();
  }

  private MemJob require(String id) {
    MemJob job = jobs.find(id);
    if (job == null) {
      throw StorageException.of(ErrorCode.NOT_FOUND, "there is no such job");
    }
    return job;
  }

  @Override
  public Page<JobInfo> list(JobFilter filter, @Nullable String cursor) {
    List<JobInfo> admitted = jobs.all().stream().map(MemJob::info).filter(filter::admits).toList();
    int from = cursor == null ? 0 : indexAfter(admitted, cursor);
    int to = Math.min(from + PAGE, admitted.size());
    List<JobInfo> page = admitted.subList(from, to);
    return new Page<>(
        page,
        to < admitted.size() ? Optional.of(page.get(page.size() - 1).id()) : Optional.empty());
  }

  private static int indexAfter(List<JobInfo> jobs, String id) {
    for (int i = 0; i < jobs.size(); i++) {
      if (jobs.get(i).id().equals(id)) {
        return i + 1;
      }
    }
    return jobs.size();
  }

  /** Gives the files, to put inputs there. */
  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return type == MediaFiles.class ? type.cast(jobs.files()) : null;
  }

  @Override
  public void close() {
    // The jobs belong to the process.
  }
}
