package dev.stowage.mem;

import dev.stowage.ErrorCode;
import dev.stowage.Pacer;
import dev.stowage.media.JobInfo;
import dev.stowage.media.MediaBlob;
import dev.stowage.media.MediaFailure;
import dev.stowage.media.MediaOutput;
import dev.stowage.media.MediaState;
import dev.stowage.media.MediaTask;
import dev.stowage.spi.MediaFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A job that goes one step further whenever it is asked after. */
final class MemJob {
  private static final int HALF = 50;

  private final MemWork work;
  private final MediaFiles files;
  private final Pacer pacer;
  private JobInfo info;

  MemJob(JobInfo queued, MemWork work, MediaFiles files, Pacer pacer) {
    this.info = queued;
    this.work = work;
    this.files = files;
    this.pacer = pacer;
  }

  String id() {
    return info().id();
  }

  synchronized JobInfo info() {
    return info;
  }

  synchronized JobInfo step() {
    switch (info.state()) {
      case QUEUED ->
          become(info.toBuilder().state(MediaState.RUNNING).started(pacer.now()).progress(0));
      case RUNNING -> run();
      case CANCELING -> end(info.toBuilder().state(MediaState.CANCELED));
      default -> {}
    }
    return info;
  }

  synchronized void cancel() {
    if (!info.state().isTerminal()) {
      become(info.toBuilder().state(MediaState.CANCELING));
    }
  }

  private void run() {
    Optional<MediaBlob> missing =
        work.inputs().stream().filter(input -> !files.exists(input)).findFirst();
    if (missing.isPresent()) {
      end(
          info.toBuilder()
              .state(MediaState.FAILED)
              .failure(
                  new MediaFailure(
                      ErrorCode.NOT_FOUND,
                      "InputNotFound",
                      "there is no input \"" + missing.get() + "\"")));
    } else if (info.progress().orElse(0) < HALF) {
      become(info.toBuilder().progress(HALF));
    } else {
      for (MediaOutput output : work.outputs()) {
        files.write(output.blob(), ("made by " + id()).getBytes(StandardCharsets.UTF_8));
      }
      end(
          info.toBuilder()
              .state(MediaState.SUCCEEDED)
              .progress(100)
              .outputs(work.outputs())
              .text(work.text().orElse(null)));
    }
  }

  private void end(JobInfo.Builder next) {
    become(next.ended(pacer.now()));
  }

  private void become(JobInfo.Builder next) {
    MediaState state = next.build().state();
    Optional<String> details = next.build().failure().map(MediaFailure::reason);
    info = next.tasks(List.of(new MediaTask(work.task(), state, details))).build();
  }
}
