package dev.stowage.examples;

import dev.stowage.media.Animation;
import dev.stowage.media.AudioCodec;
import dev.stowage.media.AudioConvert;
import dev.stowage.media.AudioSettings;
import dev.stowage.media.Concatenate;
import dev.stowage.media.Frames;
import dev.stowage.media.MediaBlob;
import dev.stowage.media.MediaFailure;
import dev.stowage.media.MediaJob;
import dev.stowage.media.MediaJobs;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.Scaling;
import dev.stowage.media.Snapshots;
import dev.stowage.media.Sprite;
import dev.stowage.media.TimeSpan;
import dev.stowage.media.Transcode;
import dev.stowage.media.VideoCodec;
import dev.stowage.media.VideoSettings;
import dev.stowage.media.WatermarkDecode;
import dev.stowage.oss.WatermarkEncode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What OSS does with videos, sound and pictures, one job each: {@code OssMediaScenarios URL VIDEO
 * PICTURE}, with a URL such as {@code oss-media://bucket?region=cn-hangzhou}.
 */
public final class OssMediaScenarios {
  private OssMediaScenarios() {}

  public static void main(String[] args) {
    MediaBlob video = MediaBlob.of(args[1]);
    MediaBlob picture = MediaBlob.of(args[2]);
    try (MediaJobs jobs = MediaJobs.open(args[0])) {
      scenarios(video).forEach((name, request) -> report(name, jobs.submit(request)));
      // Hiding a text takes no time; finding it again is a job.
      MediaBlob marked = MediaBlob.of("out/marked.png");
      report(
          "watermark",
          jobs.submit(WatermarkEncode.of(picture, marked, "mine since 2024").request()));
      report("watermark decode", jobs.submit(WatermarkDecode.of(marked)));
    }
  }

  private static Map<String, MediaRequest> scenarios(MediaBlob video) {
    VideoSettings h264 =
        VideoSettings.builder(VideoCodec.H264)
            .frameRate(25)
            .scaling(Scaling.pixels(1280, 720))
            .bitRate(1_000_000)
            .build();
    AudioSettings aac =
        AudioSettings.builder(AudioCodec.AAC)
            .sampleRate(48_000)
            .channels(2)
            .bitRate(96_000)
            .build();
    Map<String, MediaRequest> all = new LinkedHashMap<>();
    all.put(
        "video transcoding",
        Transcode.builder(video, MediaBlob.of("out/small.mp4"), "mp4")
            .video(h264)
            .audio(aac)
            .build());
    all.put(
        "video to animation",
        Animation.builder(video, MediaBlob.of("out/moving.gif"), "gif")
            .frames(Frames.every(Duration.ofSeconds(1)).withCount(10))
            .scaling(Scaling.width(320))
            .build());
    // Without an extension, so that the frames do not overwrite each other.
    all.put(
        "frame capture",
        Snapshots.builder(video, MediaBlob.of("out/frame"), "jpg")
            .frames(Frames.spread(3))
            .build());
    all.put(
        "sprite",
        Sprite.builder(video, MediaBlob.of("out/sprite.jpg"), "jpg")
            .frames(Frames.spread(100))
            .columns(10)
            .rows(10)
            .build());
    all.put(
        "audio transcoding",
        AudioConvert.builder(video, MediaBlob.of("out/sound.aac"), "aac")
            .span(TimeSpan.of(Duration.ofSeconds(10), Duration.ofSeconds(60)))
            .audio(AudioSettings.builder().bitRate(96_000).build())
            .build());
    all.put(
        "video merge",
        Concatenate.builder(MediaBlob.of("out/twice.mp4"), "mp4")
            .segment(video)
            .segment(video)
            .video(h264)
            .audio(aac)
            .build());
    return all;
  }

  private static void report(String name, MediaJob job) {
    System.out.println(name + ": " + job.await(Duration.ofMinutes(10)));
    job.failure().map(MediaFailure::reason).ifPresent(System.out::println);
    job.outputs().forEach(output -> System.out.println("  " + output.blob().key()));
    job.text().ifPresent(text -> System.out.println("  reads: " + text));
  }
}
