package dev.stowage.oss;

import dev.stowage.media.Animation;
import dev.stowage.media.AudioConvert;
import dev.stowage.media.Concatenate;
import dev.stowage.media.DocumentConvert;
import dev.stowage.media.MediaBlob;
import dev.stowage.media.MediaOutput;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.RawInstruction;
import dev.stowage.media.Snapshots;
import dev.stowage.media.Sprite;
import dev.stowage.media.Transcode;
import dev.stowage.media.WatermarkDecode;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a request comes down to: what is read, where the result goes, and what it will be.
 *
 * @param input its bucket is known
 * @param output empty for a result that is not a blob
 * @param type what is in the outputs
 * @param count how many outputs there will be; empty for as many as it takes
 * @param beginning of the keys of outputs, when there may be several
 * @param synchronous whether the answer comes with the result
 */
record MediaPlan(
    MediaBlob input,
    Optional<MediaBlob> output,
    MediaOutput.Type type,
    OptionalInt count,
    Optional<String> beginning,
    boolean synchronous) {
  static MediaPlan of(MediaRequest request, String bucket) {
    return switch (request.kind()) {
      case TRANSCODE -> {
        Transcode job = (Transcode) request;
        MediaOutput.Type type =
            job.withoutVideo() ? MediaOutput.Type.AUDIO : MediaOutput.Type.VIDEO;
        yield one(in(job.input(), bucket), job.output(), type);
      }
      case CONCATENATE -> {
        Concatenate job = (Concatenate) request;
        boolean pictures = job.video().isPresent();
        yield one(
            in(job.segments().get(0).blob(), bucket),
            job.output(),
            pictures ? MediaOutput.Type.VIDEO : MediaOutput.Type.AUDIO);
      }
      case AUDIO_CONVERT -> {
        AudioConvert job = (AudioConvert) request;
        yield one(in(job.input(), bucket), job.output(), MediaOutput.Type.AUDIO);
      }
      case ANIMATION -> {
        Animation job = (Animation) request;
        yield one(in(job.input(), bucket), job.output(), MediaOutput.Type.IMAGE);
      }
      case SPRITE -> {
        Sprite job = (Sprite) request;
        yield one(in(job.input(), bucket), job.output(), MediaOutput.Type.IMAGE);
      }
      case SNAPSHOTS -> snapshots((Snapshots) request, bucket);
      case DOCUMENT_CONVERT -> document((DocumentConvert) request, bucket);
      case WATERMARK_DECODE ->
          new MediaPlan(
              in(((WatermarkDecode) request).input(), bucket),
              Optional.empty(),
              MediaOutput.Type.TEXT,
              OptionalInt.of(0),
              Optional.empty(),
              false);
      case RAW -> raw((RawInstruction) request, bucket);
      case WORKFLOW, SYSTEM_WORKFLOW ->
          throw new IllegalStateException("not among the capabilities: " + request.kind());
    };
  }

  private static MediaBlob in(MediaBlob blob, String bucket) {
    return MediaBlob.of(blob.container().orElse(bucket), blob.key());
  }

  private static MediaPlan one(MediaBlob input, MediaBlob output, MediaOutput.Type type) {
    return new MediaPlan(
        input, Optional.of(output), type, OptionalInt.of(1), Optional.empty(), false);
  }

  /** Frames without {@code {index}} in their key get a number behind it. */
  private static MediaPlan snapshots(Snapshots job, String bucket) {
    return new MediaPlan(
        in(job.input(), bucket),
        Optional.of(job.output()),
        MediaOutput.Type.IMAGE,
        job.frames().count(),
        Optional.of(beginning(job.output().key()).orElse(job.output().key() + "_")),
        false);
  }

  private static MediaPlan document(DocumentConvert job, String bucket) {
    boolean pictures = job.format().equals("png") || job.format().equals("jpg");
    Optional<String> beginning = beginning(job.output().key());
    return new MediaPlan(
        in(job.input(), bucket),
        Optional.of(job.output()),
        pictures ? MediaOutput.Type.IMAGE : MediaOutput.Type.DOCUMENT,
        beginning.isEmpty() ? OptionalInt.of(1) : OptionalInt.empty(),
        beginning,
        false);
  }

  /** Everything that is done to pictures is done at once, but for what reads watermarks. */
  private static MediaPlan raw(RawInstruction job, String bucket) {
    Optional<String> beginning = job.output().flatMap(blob -> beginning(blob.key()));
    boolean picture = job.instruction().startsWith("image/");
    return new MediaPlan(
        in(job.input(), bucket),
        job.output(),
        picture ? MediaOutput.Type.IMAGE : MediaOutput.Type.OTHER,
        job.output().isEmpty()
            ? OptionalInt.of(0)
            : beginning.isEmpty() ? OptionalInt.of(1) : OptionalInt.empty(),
        beginning,
        picture && !job.instruction().startsWith("image/deblindwatermark"));
  }

  /** What stands before the first variable in a key. */
  private static Optional<String> beginning(String key) {
    int brace = key.indexOf('{');
    return brace < 0 ? Optional.empty() : Optional.of(key.substring(0, brace));
  }

  /** The bucket of the outputs. */
  String target() {
    return output.flatMap(MediaBlob::container).orElseGet(() -> input.container().orElseThrow());
  }
}
