package dev.stowage.conformance.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import dev.stowage.media.MediaKind;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.MediaState;
import dev.stowage.media.SubmitOptions;
import java.util.List;
import java.util.Optional;

/** Handing jobs in, and refusing what cannot be done. */
public interface MediaSubmitContract extends MediaContract {
  @Case("M001")
  default void submit_isAcceptedNotDone() {
    try (MediaBench bench = new MediaBench(this)) {
      bench.log().clear();
      MediaRequest request = bench.request();
      MediaJob job = bench.jobs.submit(request);
      assertEquals(1, bench.log().size(), "requests of a submit");
      assertFalse(job.id().isEmpty());
      assertTrue(
          List.of(MediaState.QUEUED, MediaState.RUNNING, MediaState.UNKNOWN).contains(job.state()),
          () -> "state of a job that was just accepted: " + job.state());
      assertEquals(List.of(), job.outputs());
      assertEquals(Optional.empty(), job.failure());
      MediaJob second = bench.jobs.submit(request);
      assertNotEquals(job.id(), second.id(), "two jobs have one id");
    }
  }

  @Case("M001")
  default void clientToken_sameJob() {
    try (MediaBench bench = new MediaBench(this)) {
      MediaRequest request = bench.request();
      SubmitOptions options =
          SubmitOptions.defaults().withClientToken(java.util.UUID.randomUUID().toString());
      if (bench.lacks(MediaFeature.CLIENT_TOKEN, () -> bench.jobs.submit(request, options))) {
        return;
      }
      MediaJob first = bench.jobs.submit(request, options);
      assertEquals(first.id(), bench.jobs.submit(request, options).id());
      try (MediaJobs other = bench.harness.open(bench.options())) {
        assertEquals(first.id(), other.submit(request, options).id(), "from another process");
      }
    }
  }

  @Case("M001")
  default void responseLost_isNotSubmittedTwice() {
    try (MediaBench bench = new MediaBench(this)) {
      MediaRequest request = bench.request();
      bench.harness.faults().next(Fault.LOST_RESPONSE, "submit");
      if (bench.has(MediaFeature.CLIENT_TOKEN)) {
        bench.jobs.submit(request);
      } else {
        Expect.fails(ErrorCode.UNAVAILABLE, () -> bench.jobs.submit(request));
        assertEquals(1, bench.log().count("submit"), "requests without a token");
      }
      if (bench.has(MediaFeature.LIST)) {
        JobFilter mine = JobFilter.all().withFrom(bench.pacer.now().minusSeconds(3600));
        assertEquals(1, bench.jobs.list(mine).count(), "jobs after one submit");
      }
    }
  }

  @Case("M005")
  default void unsupportedKinds_refusedAtOnce() {
    try (MediaBench bench = new MediaBench(this)) {
      for (MediaKind kind : MediaKind.values()) {
        if (!bench.jobs.capabilities().takes(kind)) {
          MediaRequest request =
              MediaRequests.of(kind, bench.harness.missingInput(), bench.harness);
          Expect.refused(kind.name(), bench.log(), () -> bench.jobs.submit(request));
        }
      }
    }
  }

  @Case("M005")
  default void unsupportedPreset_refusedAtOnce() {
    try (MediaBench bench = new MediaBench(this)) {
      Optional<MediaRequest> request = bench.harness.unsupported();
      if (request.isPresent()) {
        StorageException failure =
            Expect.failsAtOnce(
                ErrorCode.UNSUPPORTED, bench.log(), () -> bench.jobs.submit(request.get()));
        assertFalse(failure.retryable(), "trying again does not help");
      }
    }
  }

  @Case("M005")
  default void undeclaredOptions_refusedAtOnce() {
    try (MediaBench bench = new MediaBench(this)) {
      MediaRequest request = bench.request();
      bench.lacks(
          MediaFeature.NOTIFY,
          () -> bench.jobs.submit(request, SubmitOptions.defaults().withNotifyTopic("topic")));
      bench.lacks(
          MediaFeature.NAMES,
          () -> bench.jobs.submit(request, SubmitOptions.defaults().withName("name")));
      if (bench.has(MediaFeature.NAMES)) {
        MediaJob job = bench.jobs.submit(request, SubmitOptions.defaults().withName("my name"));
        assertEquals(Optional.of("my name"), bench.jobs.job(job.id()).info().name());
      }
    }
  }

  @Case("M008")
  default void job_byId_inAnotherProcess() {
    try (MediaBench bench = new MediaBench(this)) {
      String id = bench.submit().id();
      bench.jobs.close();
      try (MediaJobs other = bench.harness.open(bench.options())) {
        bench.log().clear();
        MediaJob job = other.job(id);
        assertEquals(1, bench.log().size(), "requests to find a job");
        assertEquals(id, job.id());
        assertEquals(MediaState.SUCCEEDED, bench.await(job));
        Expect.fails(ErrorCode.NOT_FOUND, () -> other.job(id + "0"));
      }
    }
  }
}
