package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.Pacer;
import dev.stowage.StorageException;
import dev.stowage.media.JobInfo;
import dev.stowage.media.MediaJob;
import dev.stowage.media.MediaState;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job, and what the service said of it last. */
final class PortableMediaJob implements MediaJob {
  private static final long FIRST_WAIT = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST_WAIT = Duration.ofSeconds(30).toNanos();

  private final PortableMediaJobs jobs;
  private JobInfo info;

  PortableMediaJob(PortableMediaJobs jobs, JobInfo info) {
    this.jobs = jobs;
    this.info = tidy(info);
  }

  @Override
  public String id() {
    return info().id();
  }

  @Override
  public synchronized JobInfo info() {
    return info;
  }

  @Override
  public MediaState refresh() {
    jobs.calls().checkOpen(Call.idempotent("get job", id()));
    if (!state().isTerminal()) {
      learn(jobs.get(id()));
    }
    return state();
  }

  /** What is over stays as it is, and progress never goes back, whatever arrives late. */
  private synchronized void learn(JobInfo news) {
    if (info.state().isTerminal()) {
      return;
    }
    int before = info.progress().orElse(-1);
    int progress = Math.max(before, news.progress().orElse(-1));
    info = tidy(news.toBuilder().progress(progress).build());
  }

  /** Outputs are those of a job that succeeded; what a failed one left behind is not listed. */
  private static JobInfo tidy(JobInfo news) {
    if (news.state() == MediaState.SUCCEEDED) {
      return news.progress().isPresent() ? news.toBuilder().progress(100).build() : news;
    }
    return news.outputs().isEmpty() ? news : news.toBuilder().outputs(List.of()).build();
  }

  @Override
  public MediaState await(Duration timeout) {
    Call call = Call.idempotent("await job", id());
    if (timeout.isNegative()) {
      throw jobs.calls()
          .failure(call, ErrorCode.INVALID_ARGUMENT, "cannot wait for " + timeout)
          .build();
    }
    Pacer pacer = jobs.calls().pacer();
    long end = pacer.nanoTime() + timeout.toNanos();
    long wait = FIRST_WAIT;
    StorageException outage = null;
    while (true) {
      try {
        if (refresh().isTerminal()) {
          return state();
        }
        outage = null;
      } catch (StorageException e) {
        if (!e.retryable()) {
          throw e;
        }
        outage = e;
      }
      long left = end - pacer.nanoTime();
      if (left <= 0) {
        throw late(call, timeout, outage);
      }
      sleep(call, pacer, Math.min(wait, left));
      wait = Math.min(wait * 3 / 2, LONGEST_WAIT);
    }
  }

  private StorageException late(Call call, Duration timeout, @Nullable StorageException outage) {
    return jobs.calls()
        .failure(
            call,
            ErrorCode.DEADLINE_EXCEEDED,
            "the job is not over after " + timeout + "; it is " + state() + " and goes on")
        .cause(outage)
        .build();
  }

  private void sleep(Call call, Pacer pacer, long nanos) {
    try {
      pacer.sleep(Duration.ofNanos(nanos));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw jobs.calls()
          .failure(call, ErrorCode.CANCELLED, "the calling thread was interrupted; the job goes on")
          .build();
    }
  }

  @Override
  public void cancel() {
    Call call = Call.idempotent("cancel job", id());
    jobs.checkCancel(call);
    if (!state().isTerminal() && !jobs.cancel(call, id())) {
      refresh();
    }
  }

  @Override
  public String toString() {
    return "MediaJob[" + id() + ", " + state() + "]";
  }
}
