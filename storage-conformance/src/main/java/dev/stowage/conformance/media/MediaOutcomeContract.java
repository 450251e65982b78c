package dev.stowage.conformance.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.conformance.Case;
import dev.stowage.conformance.ConformanceReport;
import dev.stowage.media.JobInfo;
import dev.stowage.media.MediaFailure;
import dev.stowage.media.MediaFeature;
import dev.stowage.media.MediaJob;
import dev.stowage.media.MediaKind;
import dev.stowage.media.MediaOutput;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.MediaState;
import dev.stowage.media.Transcode;
import java.time.Duration;
import java.util.List;

/** How jobs end. */
public interface MediaOutcomeContract extends MediaContract {
  @Case("M002")
  default void everyKind_succeeds_andItsOutputsAreThere() {
    try (MediaBench bench = new MediaBench(this)) {
      for (MediaKind kind : bench.jobs.capabilities().kinds()) {
        MediaJob job = bench.jobs.submit(bench.harness.request(kind, bench.harness.input(kind)));
        assertEquals(MediaState.SUCCEEDED, bench.await(job), () -> kind + ": " + job.failure());
        if (kind == MediaKind.WATERMARK_DECODE) {
          assertTrue(job.text().isPresent(), "a decoded watermark has a text");
          continue;
        }
        assertFalse(job.outputs().isEmpty(), () -> kind + " has no output");
        for (MediaOutput output : job.outputs()) {
          assertTrue(bench.harness.hasBytes(output.blob()), () -> kind + ": " + output);
        }
        long different = job.outputs().stream().map(MediaOutput::blob).distinct().count();
        assertEquals(job.outputs().size(), different, () -> "outputs overwrote each other: " + job);
      }
    }
  }

  @Case("M003")
  default void badInput_fails_withReason_andWithoutOutputs() {
    try (MediaBench bench = new MediaBench(this)) {
      MediaRequest request = bench.harness.request(bench.anyKind(), bench.harness.missingInput());
      MediaJob job;
      try {
        job = bench.jobs.submit(request);
      } catch (StorageException e) {
        assertEquals(ErrorCode.NOT_FOUND, e.code(), "of a submit whose input is not there");
        return;
      }
      MediaState state = bench.await(job);
      assertTrue(
          state == MediaState.FAILED || state == MediaState.REJECTED,
          () -> "state of a job without input: " + state);
      MediaFailure failure = job.failure().orElseThrow();
      assertFalse(failure.reason().isEmpty(), "the failure has no reason");
      assertEquals(List.of(), job.outputs(), "outputs of a failed job");
      if (request instanceof Transcode transcode) {
        assertFalse(bench.harness.hasBytes(transcode.output()), "a failed job left its output");
      }
    }
  }

  @Case("M004")
  default void cancel_queued() {
    try (MediaBench bench = new MediaBench(this)) {
      MediaJob job = bench.submit();
      if (bench.lacks(MediaFeature.CANCEL, job::cancel)) {
        return;
      }
      job.cancel();
      assertCanceled(bench, job);
    }
  }

  @Case("M004")
  default void cancel_running() {
    try (MediaBench bench = new MediaBench(this)) {
      MediaJob job = bench.submit();
      job.refresh();
      if (bench.lacks(MediaFeature.CANCEL, job::cancel)) {
        return;
      }
      job.cancel();
      assertCanceled(bench, job);
    }
  }

  private static void assertCanceled(MediaBench bench, MediaJob job) {
    MediaState state = bench.await(job);
    if (state == MediaState.CANCELED) {
      assertEquals(List.of(), job.outputs(), "outputs of a canceled job");
    }
    if (bench.harness.cancelIsInTime()) {
      assertEquals(MediaState.CANCELED, state, "of a job that was canceled in time");
    }
    MediaJob again = bench.jobs.job(job.id());
    again.refresh();
    assertEquals(state, again.state(), "seen anew");
    if (state == MediaState.CANCELED) {
      assertFalse(
          bench.harness.hasBytes(bench.harness.target("out.mp4")), "a canceled job went on");
    }
  }

  @Case("M004")
  default void cancel_finished_doesNothing() {
    try (MediaBench bench = new MediaBench(this)) {
      MediaJob job = bench.submit();
      if (bench.lacks(MediaFeature.CANCEL, job::cancel)) {
        return;
      }
      MediaJob stale = bench.jobs.job(job.id());
      assertEquals(MediaState.SUCCEEDED, bench.await(job));
      stale.cancel();
      job.cancel();
      assertEquals(MediaState.SUCCEEDED, bench.await(stale), "after a late cancel");
      assertEquals(MediaState.SUCCEEDED, bench.jobs.job(job.id()).state());
    }
  }

  @Case("M006")
  default void progress_neverGoesBack() {
    try (MediaBench bench = new MediaBench(this)) {
      MediaJob job = bench.submit();
      int last = 0;
      for (long start = bench.pacer.nanoTime(); !job.state().isTerminal(); ) {
        job.refresh();
        int now = job.progress().orElse(last);
        assertTrue(now >= last && now <= 100, last + " per cent, then " + now);
        last = now;
        long left = start + bench.harness.patience().toNanos() - bench.pacer.nanoTime();
        assertTrue(left > 0, () -> "the job does not end: " + job);
        pause(bench);
      }
      if (bench.has(MediaFeature.PROGRESS)) {
        assertEquals(100, job.progress().orElseThrow(), "progress of a job that succeeded");
      } else {
        ConformanceReport.refused("PROGRESS: progress() is empty");
        assertTrue(job.progress().isEmpty());
      }
      assertEquals(bench.has(MediaFeature.TASKS), !job.tasks().isEmpty(), "TASKS and tasks()");
    }
  }

  private static void pause(MediaBench bench) {
    try {
      bench.pacer.sleep(Duration.ofMillis(200));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Case("M006")
  default void terminal_isSticky_andAsksNoMore() {
    try (MediaBench bench = new MediaBench(this)) {
      MediaJob job = bench.submit();
      assertEquals(MediaState.SUCCEEDED, bench.await(job));
      JobInfo before = job.info();
      bench.log().clear();
      assertEquals(MediaState.SUCCEEDED, job.refresh());
      assertEquals(MediaState.SUCCEEDED, job.await(Duration.ZERO));
      assertEquals(0, bench.log().size(), "requests about a job that is over");
      assertEquals(before.outputs(), job.outputs());
      assertEquals(MediaState.SUCCEEDED, bench.jobs.job(job.id()).state(), "seen anew");
    }
  }
}
