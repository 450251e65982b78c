package dev.stowage.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stowage.blob.BlobBody;
import dev.stowage.blob.BlobReader;
import dev.stowage.blob.BlobStore;
import dev.stowage.media.Animation;
import dev.stowage.media.AudioCodec;
import dev.stowage.media.AudioConvert;
import dev.stowage.media.AudioSettings;
import dev.stowage.media.Ceiling;
import dev.stowage.media.Concatenate;
import dev.stowage.media.Frames;
import dev.stowage.media.MediaBlob;
import dev.stowage.media.MediaJob;
import dev.stowage.media.MediaJobs;
import dev.stowage.media.MediaOutput;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.MediaState;
import dev.stowage.media.Scaling;
import dev.stowage.media.Snapshots;
import dev.stowage.media.Sprite;
import dev.stowage.media.TimeSpan;
import dev.stowage.media.Transcode;
import dev.stowage.media.VideoCodec;
import dev.stowage.media.VideoSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real ffmpeg makes of a recording of 10 seconds, as ffprobe sees it. */
@Tag("ffmpeg")
class RealFfmpegTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  @TempDir static Path shared;
  private static Path recording;

  @TempDir Path directory;
  private BlobStore blobs;
  private MediaJobs jobs;

  @BeforeAll
  static void record() throws Exception {
    recording = shared.resolve("recording.mp4");
    Recordings.make(recording, 10, "320x240", 25);
  }

  @BeforeEach
  void open() {
    blobs = LocalStores.blobs(directory.resolve("data"));
    blobs.put("in.mp4", BlobBody.of(recording));
    jobs = MediaJobs.open(TestUser.url(directory.resolve("data")) + "?parallel=2");
  }

  @AfterEach
  void close() {
    jobs.close();
    blobs.close();
  }

  private static MediaBlob in() {
    return MediaBlob.of("in.mp4");
  }

  private List<String> done(MediaRequest request) {
    MediaJob job = jobs.submit(request);
    assertEquals(MediaState.SUCCEEDED, job.await(PATIENCE), () -> "" + job.failure());
    assertEquals(100, job.progress().orElseThrow());
    return job.outputs().stream().map(MediaOutput::blob).map(MediaBlob::key).toList();
  }

  private JsonNode probe(String key) throws Exception {
    return Recordings.probe(blobs, key, directory);
  }

  @Test
  void transcode_partOfIt_smaller_inAnotherCodec() throws Exception {
    done(
        Transcode.builder(in(), MediaBlob.of("out.webm"), "webm")
            .span(TimeSpan.of(Duration.ofSeconds(2), Duration.ofSeconds(3)))
            .video(
                VideoSettings.builder(VideoCodec.VP9)
                    .scaling(Scaling.width(160))
                    .frameRate(10)
                    .bitRate(200_000)
                    .build())
            .audio(AudioSettings.builder(AudioCodec.OPUS).channels(1).build())
            .build());
    JsonNode probe = probe("out.webm");
    assertEquals("vp9", Recordings.stream(probe, "video").get("codec_name").asText());
    assertEquals(160, Recordings.stream(probe, "video").get("width").asInt());
    assertEquals(120, Recordings.stream(probe, "video").get("height").asInt());
    assertEquals("opus", Recordings.stream(probe, "audio").get("codec_name").asText());
    assertEquals(3, Recordings.seconds(probe), 0.2);
    assertEquals(30, Recordings.stream(probe, "video").get("nb_read_frames").asInt(), 1);
  }

  @Test
  void transcode_everyFit_andCeiling() throws Exception {
    for (Scaling.Fit fit : Scaling.Fit.values()) {
      VideoSettings video =
          VideoSettings.builder(VideoCodec.H264)
              .scaling(Scaling.pixels(200, 100).withFit(fit))
              .quality(30)
              .keyFrameInterval(10)
              .build();
      done(
          Transcode.builder(in(), MediaBlob.of(fit + ".mp4"), "mp4")
              .span(TimeSpan.of(Duration.ZERO, Duration.ofSeconds(1)))
              .video(video)
              .withoutAudio(true)
              .build());
      JsonNode pictures = Recordings.stream(probe(fit + ".mp4"), "video");
      assertEquals(fit == Scaling.Fit.FIT ? 132 : 200, pictures.get("width").asInt(), fit.name());
      assertEquals(100, pictures.get("height").asInt(), fit.name());
    }
    done(
        Transcode.builder(in(), MediaBlob.of("kept.mp4"), "mp4")
            .span(TimeSpan.of(Duration.ZERO, Duration.ofSeconds(1)))
            .video(
                VideoSettings.builder(VideoCodec.H265)
                    .scaling(Scaling.pixels(4000, 4000), Ceiling.KEEP_SOURCE)
                    .frameRate(100, Ceiling.KEEP_SOURCE)
                    .build())
            .withoutAudio(true)
            .build());
    JsonNode pictures = Recordings.stream(probe("kept.mp4"), "video");
    assertEquals(320, pictures.get("width").asInt());
    assertEquals("25/1", pictures.get("r_frame_rate").asText());
    assertEquals("hevc", pictures.get("codec_name").asText());
  }

  @Test
  void snapshots_byEveryMethod() throws Exception {
    assertEquals(
        List.of("a_1.jpg", "a_2.jpg", "a_3.jpg", "a_4.jpg", "a_5.jpg"),
        done(snapshots("a", Frames.every(Duration.ofSeconds(2)))));
    JsonNode picture = Recordings.stream(probe("a_1.jpg"), "video");
    assertEquals("mjpeg", picture.get("codec_name").asText());
    assertEquals(160, picture.get("width").asInt());
    assertEquals(4, done(snapshots("b", Frames.spread(4))).size());
    assertEquals(5, done(snapshots("c/{index}.jpg", Frames.keyFrames())).size());
    assertTrue(blobs.exists("c/5.jpg"));
    assertEquals(
        2,
        done(snapshots(
                "d",
                Frames.every(Duration.ofMillis(500)).withStart(Duration.ofSeconds(8)).withCount(2)))
            .size());
  }

  private static MediaRequest snapshots(String key, Frames frames) {
    return Snapshots.builder(in(), MediaBlob.of(key), "jpg")
        .frames(frames)
        .scaling(Scaling.width(160))
        .build();
  }

  @Test
  void animation_asGifAndWebp() throws Exception {
    done(
        Animation.builder(in(), MediaBlob.of("a.gif"), "gif")
            .frameRate(5)
            .scaling(Scaling.width(80))
            .build());
    JsonNode gif = probe("a.gif");
    assertEquals("gif", Recordings.stream(gif, "video").get("codec_name").asText());
    assertEquals(50, Recordings.stream(gif, "video").get("nb_read_frames").asInt(), 1);
    assertEquals(10, Recordings.seconds(gif), 0.3);
    done(
        Animation.builder(in(), MediaBlob.of("some.gif"), "gif")
            .frames(Frames.every(Duration.ofSeconds(1)))
            .frameRate(4)
            .build());
    assertEquals(10, Recordings.stream(probe("some.gif"), "video").get("nb_read_frames").asInt());
    done(Animation.builder(in(), MediaBlob.of("a.webp"), "webp").frameRate(2).build());
    try (BlobReader reader = blobs.get("a.webp")) {
      String head = new String(reader.readNBytes(64), java.nio.charset.StandardCharsets.ISO_8859_1);
      assertTrue(head.startsWith("RIFF") && head.contains("ANIM"), head);
    }
  }

  @Test
  void sprite_isOnePicture() throws Exception {
    done(
        Sprite.builder(in(), MediaBlob.of("s.png"), "png")
            .frames(Frames.spread(6))
            .scaling(Scaling.width(80))
            .columns(3)
            .rows(2)
            .padding(2)
            .margin(1)
            .build());
    JsonNode picture = Recordings.stream(probe("s.png"), "video");
    assertEquals(3 * 80 + 2 * 2 + 2, picture.get("width").asInt());
    assertEquals(2 * 60 + 2 + 2, picture.get("height").asInt());
    done(
        Sprite.builder(in(), MediaBlob.of("t.jpg"), "jpg")
            .frames(Frames.every(Duration.ofSeconds(2)))
            .build());
    assertEquals(3 * 320, Recordings.stream(probe("t.jpg"), "video").get("width").asInt());
    assertEquals(2 * 240, Recordings.stream(probe("t.jpg"), "video").get("height").asInt());
  }

  @Test
  void audio_inEveryFormat() throws Exception {
    for (String format : List.of("mp3", "m4a", "aac", "flac", "ogg", "opus", "wav", "ac3")) {
      done(AudioConvert.builder(in(), MediaBlob.of("sound." + format), format).build());
      JsonNode probe = probe("sound." + format);
      assertEquals(1, probe.get("streams").size(), format);
      assertEquals(10, Recordings.seconds(probe), 0.5, format);
    }
    done(
        AudioConvert.builder(in(), MediaBlob.of("low.wav"), "wav")
            .audio(
                AudioSettings.builder(AudioCodec.PCM)
                    .sampleRate(8000)
                    .channels(1)
                    .bitDepth(24)
                    .build())
            .build());
    JsonNode sound = Recordings.stream(probe("low.wav"), "audio");
    assertEquals("pcm_s24le", sound.get("codec_name").asText());
    assertEquals(8000, sound.get("sample_rate").asInt());
  }

  @Test
  void concatenate_copiedAndEncoded() throws Exception {
    done(
        Concatenate.builder(MediaBlob.of("twice.mp4"), "mp4")
            .segment(in())
            .segment(in())
            .video(VideoSettings.copy())
            .audio(AudioSettings.copy())
            .build());
    JsonNode twice = probe("twice.mp4");
    assertEquals(20, Recordings.seconds(twice), 0.2);
    assertEquals(500, Recordings.stream(twice, "video").get("nb_read_frames").asInt(), 2);
    done(
        Transcode.builder(in(), MediaBlob.of("small.mp4"), "mp4")
            .video(VideoSettings.builder(VideoCodec.H264).scaling(Scaling.pixels(100, 200)).build())
            .audio(AudioSettings.copy())
            .build());
    done(
        Concatenate.builder(MediaBlob.of("mixed.mp4"), "mp4")
            .segment(in(), TimeSpan.of(Duration.ofSeconds(1), Duration.ofSeconds(2)))
            .segment(MediaBlob.of("small.mp4"), TimeSpan.from(Duration.ofSeconds(7)))
            .video(VideoSettings.builder(VideoCodec.H264).build())
            .audio(AudioSettings.builder(AudioCodec.AAC).build())
            .build());
    JsonNode mixed = probe("mixed.mp4");
    assertEquals(5, Recordings.seconds(mixed), 0.2);
    assertEquals(320, Recordings.stream(mixed, "video").get("width").asInt());
  }

  @Test
  void aPlaylist_isNoRecording() {
    for (String text :
        List.of(
            "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:" + recording + "\n",
            "ffconcat version 1.0\nfile " + recording + "\n")) {
      blobs.put("list", BlobBody.of(text));
      MediaJob job = jobs.submit(MediaSamples.copy("list", "stolen.mp4", "mp4"));
      assertEquals(MediaState.FAILED, job.await(PATIENCE));
      assertFalse(blobs.exists("stolen.mp4"));
    }
  }

  @Test
  void noRecording_failsInItsWords() {
    blobs.put("text", BlobBody.of("no recording at all"));
    MediaJob job = jobs.submit(MediaSamples.copy("text", "out.mp4", "mp4"));
    assertEquals(MediaState.FAILED, job.await(PATIENCE));
    assertTrue(
        job.failure().orElseThrow().reason().contains("Invalid data"), () -> "" + job.failure());
  }
}
