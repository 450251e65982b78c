package dev.stowage.conformance.media;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.CallEvent;
import dev.stowage.CallListener;
import dev.stowage.OpenOptions;
import dev.stowage.Pacer;
import dev.stowage.RetryPolicy;
import dev.stowage.conformance.driver.Expect;
import dev.stowage.conformance.driver.RequestLog;
import dev.stowage.media.MediaFeature;
import dev.stowage.media.MediaJob;
import dev.stowage.media.MediaJobs;
import dev.stowage.media.MediaKind;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.MediaState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** One test's service, with everything around it. */
final class MediaBench implements AutoCloseable {
  final MediaHarness harness;
  final Pacer pacer;
  final List<CallEvent> events = Collections.synchronizedList(new ArrayList<>());
  final MediaJobs jobs;

  MediaBench(MediaContract contract) {
    harness = contract.newHarness();
    pacer = harness.pacer();
    jobs = harness.open(options());
  }

  OpenOptions options() {
    CallListener listener =
        new CallListener() {
          @Override
          public void onCall(CallEvent event) {
            events.add(event);
          }
        };
    return OpenOptions.defaults()
        .withPacer(pacer)
        .withListener(listener)
        .withRetry(
            RetryPolicy.defaults()
                .withMaxAttempts(3)
                .withBackoff(Duration.ofMillis(100), Duration.ofSeconds(1)));
  }

  RequestLog log() {
    return harness.log();
  }

  boolean has(MediaFeature feature) {
    return jobs.capabilities().has(feature);
  }

  /** Tests that the call is refused when the feature is not declared. */
  boolean lacks(MediaFeature feature, Executable call) {
    if (has(feature)) {
      return false;
    }
    Expect.refused(feature.name(), log(), call);
    return true;
  }

  /** A kind that the service takes, the commonest first. */
  MediaKind anyKind() {
    for (MediaKind kind :
        List.of(MediaKind.TRANSCODE, MediaKind.WORKFLOW, MediaKind.AUDIO_CONVERT)) {
      if (jobs.capabilities().takes(kind)) {
        return kind;
      }
    }
    return jobs.capabilities().kinds().iterator().next();
  }

  /** A request that the service can do. */
  MediaRequest request() {
    return harness.request(anyKind(), harness.input(anyKind()));
  }

  MediaJob submit() {
    return jobs.submit(request());
  }

  MediaState await(MediaJob job) {
    MediaState state = job.await(harness.patience());
    assertTrue(state.isTerminal(), () -> "await returned with " + state);
    return state;
  }

  @Override
  public void close() {
    harness.faults().clear();
    jobs.close();
    harness.close();
  }
}
