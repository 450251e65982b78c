package dev.stowage.conformance.media;

import dev.stowage.media.Animation;
import dev.stowage.media.AudioConvert;
import dev.stowage.media.AudioSettings;
import dev.stowage.media.Concatenate;
import dev.stowage.media.DocumentConvert;
import dev.stowage.media.Frames;
import dev.stowage.media.MediaBlob;
import dev.stowage.media.MediaKind;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.RawInstruction;
import dev.stowage.media.RunSystemWorkflow;
import dev.stowage.media.RunWorkflow;
import dev.stowage.media.Snapshots;
import dev.stowage.media.Sprite;
import dev.stowage.media.Transcode;
import dev.stowage.media.VideoSettings;
import dev.stowage.media.WatermarkDecode;

/** One plain request of each kind. */
final class MediaRequests {
  private MediaRequests() {}

  static MediaRequest of(MediaKind kind, MediaBlob input, MediaHarness harness) {
    return switch (kind) {
      case WORKFLOW ->
          RunWorkflow.builder("workflow-1")
              .parameter("input", "objectName", input.key())
              .parameter("output", "objectName", harness.target("flow.mp4").key())
              .build();
      case SYSTEM_WORKFLOW ->
          RunSystemWorkflow.builder("transcode")
              .parameter("input", "objectName", input.key())
              .parameter("output", "objectName", harness.target("system.mp4").key())
              .build();
      case TRANSCODE ->
          Transcode.builder(input, harness.target("out.mp4"), "mp4")
              .video(VideoSettings.copy())
              .audio(AudioSettings.copy())
              .build();
      case SNAPSHOTS ->
          Snapshots.builder(input, harness.target("frame"), "jpg").frames(Frames.spread(2)).build();
      case ANIMATION ->
          Animation.builder(input, harness.target("move.gif"), "gif").frameRate(5).build();
      case SPRITE ->
          Sprite.builder(input, harness.target("sprite.jpg"), "jpg")
              .frames(Frames.spread(4))
              .columns(2)
              .rows(2)
              .build();
      case AUDIO_CONVERT -> AudioConvert.builder(input, harness.target("sound.mp3"), "mp3").build();
      case DOCUMENT_CONVERT ->
          DocumentConvert.builder(input, harness.target("page-{index}.png"), "png").build();
      case CONCATENATE ->
          Concatenate.builder(harness.target("both.mp4"), "mp4")
              .segment(input)
              .segment(input)
              .video(VideoSettings.copy())
              .audio(AudioSettings.copy())
              .build();
      case WATERMARK_DECODE -> WatermarkDecode.of(input);
      case RAW -> RawInstruction.of(input, "copy").withOutput(harness.target("raw"));
    };
  }
}
