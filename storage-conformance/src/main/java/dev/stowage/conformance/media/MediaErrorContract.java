package dev.stowage.conformance.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.CallEvent;
import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.conformance.Case;
import dev.stowage.conformance.driver.Expect;
import dev.stowage.conformance.driver.Fault;
import dev.stowage.media.JobFilter;
import dev.stowage.media.MediaFeature;
import dev.stowage.media.MediaJob;
import dev.stowage.media.MediaRequest;
import java.time.Duration;
import java.util.Optional;

/** Failures, retry, the native client, closing. */
public interface MediaErrorContract extends MediaContract {
  @Case("M009")
  default void refusals_areToldApart() {
    try (MediaBench bench = new MediaBench(this)) {
      MediaJob job = bench.submit();
      MediaRequest request = bench.request();
      bench.harness.faults().always(Fault.DENIED, "*");
      StorageException denied =
          Expect.fails(ErrorCode.PERMISSION_DENIED, () -> bench.jobs.submit(request));
      assertEquals(provider(), denied.provider().orElseThrow());
      assertEquals(403, denied.httpStatus().orElseThrow());
      Expect.fails(ErrorCode.PERMISSION_DENIED, job::refresh);
      Expect.fails(ErrorCode.PERMISSION_DENIED, () -> job.await(Duration.ofMinutes(1)));
      if (bench.has(MediaFeature.CANCEL)) {
        Expect.fails(ErrorCode.PERMISSION_DENIED, job::cancel);
      }
      bench.harness.faults().clear();
      bench.harness.faults().always(Fault.UNAUTHENTICATED, "*");
      Expect.fails(ErrorCode.UNAUTHENTICATED, () -> bench.jobs.submit(request));
    }
  }

  @Case("M009")
  default void throttled_isTriedAgain() {
    try (MediaBench bench = new MediaBench(this)) {
      MediaJob job = bench.submit();
      bench.log().clear();
      bench.harness.faults().next(Fault.THROTTLED, "get");
      job.refresh();
      assertEquals(2, bench.log().count("get"));
      bench.harness.faults().next(Fault.REFUSED, "submit");
      bench.submit();
    }
  }

  @Case("M009")
  default void nativeClient_andEvents() {
    try (MediaBench bench = new MediaBench(this)) {
      assertEquals(Optional.empty(), bench.jobs.unwrap(Thread.class));
      bench
          .harness
          .nativeType()
          .ifPresent(type -> assertTrue(bench.jobs.unwrap(type).isPresent(), type.getName()));
      bench.submit().refresh();
      for (CallEvent event : bench.events) {
        assertEquals("media", event.service());
        assertEquals(provider(), event.provider());
      }
      assertEquals(2, bench.events.size(), () -> "events: " + bench.events);
    }
  }

  @Case("M009")
  default void closed_refusesEverything() {
    try (MediaBench bench = new MediaBench(this)) {
      MediaRequest request = bench.request();
      MediaJob job = bench.submit();
      bench.jobs.close();
      bench.jobs.close();
      Expect.failsAtOnce(ErrorCode.CLOSED, bench.log(), () -> bench.jobs.submit(request));
      Expect.failsAtOnce(ErrorCode.CLOSED, bench.log(), () -> bench.jobs.job(job.id()));
      Expect.failsAtOnce(ErrorCode.CLOSED, bench.log(), job::refresh);
      Expect.failsAtOnce(ErrorCode.CLOSED, bench.log(), job::cancel);
      Expect.failsAtOnce(
          ErrorCode.CLOSED, bench.log(), () -> bench.jobs.list(JobFilter.all()).count());
    }
  }
}
