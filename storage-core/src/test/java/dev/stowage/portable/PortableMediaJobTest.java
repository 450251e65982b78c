package dev.stowage.portable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.media.JobFilter;
import dev.stowage.media.JobInfo;
import dev.stowage.media.MediaBlob;
import dev.stowage.media.MediaCapabilities;
import dev.stowage.media.MediaFeature;
import dev.stowage.media.MediaJob;
import dev.stowage.media.MediaKind;
import dev.stowage.media.MediaOutput;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.MediaState;
import dev.stowage.media.RawInstruction;
import dev.stowage.media.SubmitOptions;
import dev.stowage.spi.BlobDriver.Page;
import dev.stowage.spi.Failure;
import dev.stowage.spi.MediaDriver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the layer makes of a service that contradicts itself. */
class PortableMediaJobTest {
  private final Deque<JobInfo.Builder> answers = new ArrayDeque<>();

  private MediaJob job() {
    return MediaOpening.over(new Scripted(), OpenOptions.defaults())
        .submit(RawInstruction.of(MediaBlob.of("in"), "do"));
  }

  private void says(MediaState state, int progress) {
    answers.add(JobInfo.builder("1", state).progress(progress));
  }

  @Test
  void progress_thatGoesBack_isHeld() {
    MediaJob job = job();
    says(MediaState.RUNNING, 60);
    says(MediaState.RUNNING, 40);
    says(MediaState.RUNNING, -1);
    says(MediaState.RUNNING, 250);
    for (int expected : new int[] {60, 60, 60, 100}) {
      job.refresh();
      assertEquals(expected, job.progress().orElseThrow());
    }
  }

  @Test
  void unknown_isNotTheEnd() {
    MediaJob job = job();
    says(MediaState.UNKNOWN, -1);
    says(MediaState.SUCCEEDED, -1);
    assertEquals(MediaState.UNKNOWN, job.refresh());
    assertEquals(MediaState.SUCCEEDED, job.refresh());
    assertEquals(MediaState.SUCCEEDED, job.refresh());
    assertTrue(job.progress().isEmpty());
  }

  @Test
  void outputs_ofAFailedJob_areNotListed() {
    MediaJob job = job();
    List<MediaOutput> outputs =
        List.of(new MediaOutput(MediaOutput.Type.VIDEO, MediaBlob.of("half")));
    answers.add(JobInfo.builder("1", MediaState.RUNNING).outputs(outputs));
    answers.add(JobInfo.builder("1", MediaState.FAILED).outputs(outputs));
    job.refresh();
    assertEquals(List.of(), job.outputs());
    job.refresh();
    assertEquals(List.of(), job.outputs());
  }

  @Test
  void cancel_ofWhatIsOverByNow_looksAgain() {
    MediaJob job = job();
    says(MediaState.SUCCEEDED, 100);
    job.cancel();
    assertEquals(MediaState.SUCCEEDED, job.state());
  }

  private final class Scripted implements MediaDriver {
    @Override
    public String scheme() {
      return "script";
    }

    @Override
    public String container() {
      return "";
    }

    @Override
    public MediaCapabilities capabilities() {
      return new MediaCapabilities(Set.of(MediaKind.RAW), Set.of(MediaFeature.CANCEL));
    }

    @Override
    public Failure classify(Throwable thrown) {
      return Failure.of(ErrorCode.UNKNOWN, thrown.toString());
    }

    @Override
    public Optional<String> unsupported(MediaRequest request) {
      return Optional.empty();
    }

    @Override
    public JobInfo submit(MediaRequest request, SubmitOptions options) {
      return JobInfo.builder("1", MediaState.QUEUED).build();
    }

    @Override
    public JobInfo get(String id) {
      return answers.remove().build();
    }

    @Override
    public void cancel(String id) {
      throw StorageException.builder(ErrorCode.CONFLICT, "the job is over")
          .retryable(false)
          .build();
    }

    @Override
    public Page<JobInfo> list(JobFilter filter, String cursor) {
      return new Page<>(List.of(), Optional.empty());
    }

    @Override
    public <T> T unwrap(Class<T> type) {
      return null;
    }

    @Override
    public void close() {}
  }
}
