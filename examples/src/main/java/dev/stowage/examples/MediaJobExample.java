package dev.stowage.examples;

import dev.stowage.media.AudioCodec;
import dev.stowage.media.AudioSettings;
import dev.stowage.media.Frames;
import dev.stowage.media.MediaBlob;
import dev.stowage.media.MediaFailure;
import dev.stowage.media.MediaJob;
import dev.stowage.media.MediaJobs;
import dev.stowage.media.MediaOutput;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.MediaState;
import dev.stowage.media.Scaling;
import dev.stowage.media.Snapshots;
import dev.stowage.media.SubmitOptions;
import dev.stowage.media.Transcode;
import dev.stowage.media.VideoCodec;
import dev.stowage.media.VideoSettings;
import java.time.Duration;

/**
 * Makes a small version and a few pictures of a recording: {@code MediaJobExample SERVICE-URL KEY}.
 */
public final class MediaJobExample {
  private MediaJobExample() {}

  public static void main(String[] args) {
    MediaBlob recording = MediaBlob.of(args[1]);
    MediaRequest small =
        Transcode.builder(recording, MediaBlob.of("small.mp4"), "mp4")
            .video(VideoSettings.builder(VideoCodec.H264).scaling(Scaling.width(320)).build())
            .audio(AudioSettings.builder(AudioCodec.AAC).build())
            .build();
    MediaRequest pictures =
        Snapshots.builder(recording, MediaBlob.of("picture"), "jpg")
            .frames(Frames.spread(2))
            .build();
    try (MediaJobs jobs = MediaJobs.open(args[0])) {
      if (!jobs.capabilities().takes(small.kind())) {
        System.out.println("this service makes no videos");
        return;
      }
      // The same token again, after a crash for instance, is the same job.
      SubmitOptions once = SubmitOptions.defaults().withClientToken("small version of " + args[1]);
      report(jobs.submit(small, once));
      report(jobs.submit(pictures));
    }
  }

  /** Submitted is not done: a job is over when its state says so. */
  private static void report(MediaJob job) {
    MediaState state = job.await(Duration.ofMinutes(10));
    System.out.println(state);
    job.failure().map(MediaFailure::reason).ifPresent(System.out::println);
    job.outputs().stream().map(MediaOutput::blob).forEach(System.out::println);
  }
}
