package dev.stowage.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class MediaRequestTest {
  private static final MediaBlob IN = MediaBlob.of("in.mp4");
  private static final MediaBlob OUT = MediaBlob.of("bucket", "out.mp4");

  private static void refused(String words, Executable call) {
    StorageException failure = assertThrows(StorageException.class, call);
    assertEquals(ErrorCode.INVALID_ARGUMENT, failure.code());
    assertTrue(failure.reason().contains(words), failure.reason());
  }

  @Test
  void transcode_withoutCodec_refused() {
    Transcode.Builder nothing = Transcode.builder(IN, OUT, "mp4");
    refused("video(", nothing::build);
    refused("audio(", Transcode.builder(IN, OUT, "mp4").video(VideoSettings.copy())::build);
    refused(
        "no codec",
        Transcode.builder(IN, OUT, "mp4")
                .video(VideoSettings.copy())
                .audio(AudioSettings.builder().channels(2).build())
            ::build);
    refused(
        "both pictures and sound",
        Transcode.builder(IN, OUT, "mp4").withoutVideo(true).withoutAudio(true)::build);
    refused(
        "video(",
        Transcode.builder(IN, OUT, "mp4").video(VideoSettings.copy()).withoutVideo(true)::build);
  }

  @Test
  void transcode_copy_orCodec_accepted() {
    Transcode copied =
        Transcode.builder(IN, OUT, "mp4")
            .video(VideoSettings.copy())
            .audio(AudioSettings.copy())
            .build();
    assertEquals(MediaKind.TRANSCODE, copied.kind());
    assertEquals(VideoCodec.COPY, copied.video().orElseThrow().codec());
    Transcode encoded =
        Transcode.builder(IN, OUT, "mp4")
            .video(VideoSettings.builder(VideoCodec.H264).frameRate(25).quality(23).build())
            .withoutAudio(true)
            .build();
    assertTrue(encoded.audio().isEmpty());
  }

  @Test
  void settings_contradictions_refused() {
    refused("both", VideoSettings.builder(VideoCodec.H264).bitRate(1000).quality(23)::build);
    refused("both", AudioSettings.builder(AudioCodec.AAC).bitRate(1000).quality(50)::build);
    refused("copy()", () -> VideoSettings.builder(VideoCodec.COPY));
    refused("copy()", () -> AudioSettings.builder(AudioCodec.COPY));
    refused("frame rate", () -> VideoSettings.builder(VideoCodec.H264).frameRate(Double.NaN));
    refused("quality", () -> VideoSettings.builder(VideoCodec.H264).quality(52));
    refused("at least 1", () -> Scaling.pixels(0, 100));
  }

  @Test
  void snapshots_keyWithExtension_needsIndex() {
    refused("{index}", Snapshots.builder(IN, MediaBlob.of("a/frame.jpg"), "jpg")::build);
    Snapshots.builder(IN, MediaBlob.of("a.b/frame"), "jpg").build();
    Snapshots.builder(IN, MediaBlob.of("a/frame-{index}.jpg"), "jpg").build();
  }

  @Test
  void sprite_needsNumberOrInterval() {
    Sprite.Builder bare = Sprite.builder(IN, MediaBlob.of("s.jpg"), "jpg");
    refused("how many", bare::build);
    refused("columns", bare.frames(Frames.spread(4)).columns(0)::build);
    assertEquals(2, bare.columns(2).rows(2).build().columns().orElseThrow());
    Sprite.builder(IN, OUT, "jpg").frames(Frames.every(Duration.ofSeconds(1))).build();
  }

  @Test
  void document_severalPagesAsPictures_needIndex() {
    MediaBlob one = MediaBlob.of("page.png");
    refused("{index}", DocumentConvert.builder(IN, one, "png")::build);
    refused("{index}", DocumentConvert.builder(IN, one, "png").pages("1-2")::build);
    refused("pages", () -> DocumentConvert.builder(IN, one, "png").pages("0"));
    DocumentConvert.builder(IN, one, "png").pages("3").build();
    DocumentConvert.builder(IN, one, "pdf").build();
    DocumentConvert.builder(IN, MediaBlob.of("page-{index}.png"), "png").pages("1,2,4-10").build();
  }

  @Test
  void concatenate_needsTwo_andCodecs() {
    refused(
        "at least 2",
        Concatenate.builder(OUT, "mp4").segment(IN).audio(AudioSettings.copy())::build);
    Concatenate.Builder two = Concatenate.builder(OUT, "mp4").segment(IN).segment(IN);
    refused("codec", two::build);
    refused("codec", two.video(VideoSettings.copy()).audio(AudioSettings.ofFormat())::build);
    refused("reference", two.audio(AudioSettings.copy()).reference(2)::build);
    assertEquals(2, two.reference(1).build().segments().size());
  }

  @Test
  void workflow_parameters() {
    RunWorkflow.Builder builder =
        RunWorkflow.builder("id").parameter("input", "objectName", "a").parameter("t", "n", 1);
    refused("twice", () -> builder.parameter("input", "objectName", "b"));
    refused("text, numbers", () -> builder.parameter("t", "x", new Object()));
    assertEquals(
        Map.of("input", Map.of("objectName", "a"), "t", Map.of("n", 1)),
        builder.build().parameters());
    refused("empty", () -> RunWorkflow.builder(""));
    refused("empty", () -> RunSystemWorkflow.builder(""));
  }

  @Test
  void formats_andKeys() {
    refused("mp4", AudioConvert.builder(IN, OUT, "MP3")::build);
    refused("mp4", Animation.builder(IN, OUT, ".gif")::build);
    refused("empty", () -> MediaBlob.of(""));
    refused("empty", () -> MediaBlob.of("", "key"));
    refused("empty", () -> RawInstruction.of(IN, ""));
  }
}
