package dev.stowage.conformance.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.conformance.Case;
import dev.stowage.conformance.driver.Expect;
import dev.stowage.conformance.driver.Fault;
import dev.stowage.media.JobFilter;
import dev.stowage.media.MediaFeature;
import dev.stowage.media.MediaJob;
import dev.stowage.media.MediaJobs;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.MediaState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Waiting for jobs, and finding them. */
public interface MediaAwaitContract extends MediaContract {
  @Case("M008")
  default void deadline_leavesTheJobRunning() {
    try (MediaBench bench = new MediaBench(this)) {
      MediaJob job = bench.submit();
      StorageException failure =
          Expect.fails(ErrorCode.DEADLINE_EXCEEDED, () -> job.await(Duration.ZERO));
      assertEquals(job.id(), failure.key().orElseThrow());
      assertFalse(job.state().isTerminal(), "the deadline ended the job");
      assertEquals(MediaState.SUCCEEDED, bench.await(job), "awaited again");
    }
  }

  @Case("M008")
  default void await_resumesInAnotherProcess() {
    try (MediaBench bench = new MediaBench(this)) {
      MediaJob job = bench.submit();
      Expect.fails(ErrorCode.DEADLINE_EXCEEDED, () -> job.await(Duration.ZERO));
      bench.jobs.close();
      try (MediaJobs other = bench.harness.open(bench.options())) {
        assertEquals(MediaState.SUCCEEDED, bench.await(other.job(job.id())));
      }
    }
  }

  @Case("M008")
  default void await_outlivesAnOutage_withoutSpinning() {
    try (MediaBench bench = new MediaBench(this)) {
      MediaJob job = bench.submit();
      bench.log().clear();
      bench.harness.faults().always(Fault.UNAVAILABLE, "get");
      Duration outage = Duration.ofSeconds(20);
      Expect.fails(ErrorCode.DEADLINE_EXCEEDED, () -> job.await(outage));
      assertTrue(
          bench.log().size() <= 3 * outage.toSeconds(),
          () -> bench.log().size() + " requests in " + outage);
      bench.harness.faults().clear();
      for (int i = 0; i < 3; i++) {
        bench.harness.faults().next(Fault.UNAVAILABLE, "get");
      }
      assertEquals(MediaState.SUCCEEDED, bench.await(job));
    }
  }

  @Case("M008")
  default void await_interrupted_leavesTheJobRunning() {
    try (MediaBench bench = new MediaBench(this)) {
      MediaJob job = bench.submit();
      Thread.currentThread().interrupt();
      Expect.fails(ErrorCode.CANCELLED, () -> job.await(bench.harness.patience()));
      assertTrue(Thread.interrupted(), "the interrupt was swallowed");
      assertEquals(MediaState.SUCCEEDED, bench.await(job));
    }
  }

  @Case("M007")
  default void list_byTimeAndState_overPages() {
    try (MediaBench bench = new MediaBench(this)) {
      if (bench.lacks(MediaFeature.LIST, () -> bench.jobs.list(JobFilter.all()).count())) {
        return;
      }
      MediaRequest request = bench.request();
      Instant start = bench.pacer.now();
      Set<String> ids = new HashSet<>();
      MediaJob done = bench.jobs.submit(request);
      ids.add(done.id());
      assertEquals(MediaState.SUCCEEDED, bench.await(done));
      for (int i = 0; i < 44; i++) {
        ids.add(bench.jobs.submit(request).id());
      }
      JobFilter mine = JobFilter.all().withFrom(start.minusSeconds(1));
      bench.log().clear();
      assertEquals(ids, ids(bench, mine), "all jobs");
      assertEquals(bench.log().size(), bench.log().count("list"), "requests beside the listing");
      assertTrue(
          ids(bench, mine.withStates(MediaState.SUCCEEDED)).contains(done.id()),
          "the job that succeeded is not among those that did");
      Set<String> waiting = ids(bench, mine.withStates(MediaState.QUEUED, MediaState.RUNNING));
      assertFalse(waiting.contains(done.id()), "a job that is over is among those that wait");
      Set<String> none = ids(bench, JobFilter.all().withUntil(start.minusSeconds(1)));
      none.retainAll(ids);
      assertEquals(Set.of(), none, "jobs from before there were any");
      Set<String> later = ids(bench, JobFilter.all().withFrom(bench.pacer.now().plusSeconds(60)));
      assertEquals(Set.of(), later, "jobs from the future");
    }
  }

  private static Set<String> ids(MediaBench bench, JobFilter filter) {
    try (Stream<MediaJob> jobs = bench.jobs.list(filter)) {
      var ids = jobs.map(MediaJob::id).collect(Collectors.toList());
      Set<String> different = new HashSet<>(ids);
      assertEquals(different.size(), ids.size(), "a job is listed twice");
      return different;
    }
  }
}
