package dev.stowage.local;

import dev.stowage.media.Animation;
import dev.stowage.media.AudioConvert;
import dev.stowage.media.Concatenate;
import dev.stowage.media.MediaBlob;
import dev.stowage.media.MediaOutput.Type;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.Snapshots;
import dev.stowage.media.Sprite;
import dev.stowage.media.Transcode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is common to the requests that ffmpeg can do. */
final class FfmpegRequest {
  private FfmpegRequest() {}

  static List<MediaBlob> inputs(MediaRequest request) {
    return switch (request.kind()) {
      case TRANSCODE -> List.of(((Transcode) request).input());
      case SNAPSHOTS -> List.of(((Snapshots) request).input());
      case ANIMATION -> List.of(((Animation) request).input());
      case SPRITE -> List.of(((Sprite) request).input());
      case AUDIO_CONVERT -> List.of(((AudioConvert) request).input());
      case CONCATENATE ->
          ((Concatenate) request).segments().stream().map(Concatenate.Segment::blob).toList();
      case WORKFLOW, SYSTEM_WORKFLOW, DOCUMENT_CONVERT, WATERMARK_DECODE, RAW ->
          throw unknown(request);
    };
  }

  static FfmpegPlan.Target target(MediaRequest request) {
    return switch (request.kind()) {
      case TRANSCODE -> {
        Transcode job = (Transcode) request;
        Type type = job.withoutVideo() ? Type.AUDIO : Type.VIDEO;
        yield new FfmpegPlan.Target(job.output(), job.format(), type, false);
      }
      case SNAPSHOTS -> {
        Snapshots job = (Snapshots) request;
        yield new FfmpegPlan.Target(job.output(), job.format(), Type.IMAGE, true);
      }
      case ANIMATION -> {
        Animation job = (Animation) request;
        yield new FfmpegPlan.Target(job.output(), job.format(), Type.IMAGE, false);
      }
      case SPRITE -> {
        Sprite job = (Sprite) request;
        yield new FfmpegPlan.Target(job.output(), job.format(), Type.IMAGE, false);
      }
      case AUDIO_CONVERT -> {
        AudioConvert job = (AudioConvert) request;
        yield new FfmpegPlan.Target(job.output(), job.format(), Type.AUDIO, false);
      }
      case CONCATENATE -> {
        Concatenate job = (Concatenate) request;
        Type type = job.video().isPresent() ? Type.VIDEO : Type.AUDIO;
        yield new FfmpegPlan.Target(job.output(), job.format(), type, false);
      }
      case WORKFLOW, SYSTEM_WORKFLOW, DOCUMENT_CONVERT, WATERMARK_DECODE, RAW ->
          throw unknown(request);
    };
  }

  /** In words that complete "cannot …". */
  static Optional<String> unsupported(MediaRequest request) {
    Stream<MediaBlob> blobs =
        Stream.concat(inputs(request).stream(), Stream.of(target(request).blob()));
    if (blobs.anyMatch(blob -> blob.container().isPresent())) {
      return Optional.of("look into another container; inputs= and outputs= say where blobs are");
    }
    return switch (request.kind()) {
      case TRANSCODE -> unsupported((Transcode) request);
      case SNAPSHOTS -> pictures(((Snapshots) request).format());
      case SPRITE -> pictures(((Sprite) request).format());
      case ANIMATION -> moving(((Animation) request).format());
      case AUDIO_CONVERT -> {
        AudioConvert job = (AudioConvert) request;
        yield FfmpegCodecs.unsupported(job.format(), Type.AUDIO)
            .or(() -> FfmpegCodecs.unsupported(job.audio()));
      }
      case CONCATENATE -> unsupported((Concatenate) request);
      case WORKFLOW, SYSTEM_WORKFLOW, DOCUMENT_CONVERT, WATERMARK_DECODE, RAW ->
          throw unknown(request);
    };
  }

  private static Optional<String> pictures(String format) {
    return format.equals("jpg") || format.equals("png")
        ? Optional.empty()
        : Optional.of("make pictures of the format " + format);
  }

  private static Optional<String> moving(String format) {
    return format.equals("gif") || format.equals("webp")
        ? Optional.empty()
        : Optional.of("make a moving picture of the format " + format);
  }

  private static Optional<String> unsupported(Transcode job) {
    return FfmpegCodecs.unsupported(job.format(), Type.VIDEO, Type.AUDIO)
        .or(() -> job.video().flatMap(FfmpegCodecs::unsupported))
        .or(() -> job.audio().flatMap(FfmpegCodecs::unsupported));
  }

  private static Optional<String> unsupported(Concatenate job) {
    boolean copyVideo = job.video().map(FfmpegRequest::isCopy).orElse(job.audio().isCopy());
    if (copyVideo != job.audio().isCopy()) {
      return Optional.of("copy only one of pictures and sound when putting recordings together");
    }
    if (copyVideo && job.segments().stream().anyMatch(segment -> !segment.span().isWhole())) {
      return Optional.of("cut recordings without encoding them");
    }
    return FfmpegCodecs.unsupported(job.format(), Type.VIDEO, Type.AUDIO)
        .or(() -> job.video().flatMap(FfmpegCodecs::unsupported))
        .or(() -> FfmpegCodecs.unsupported(job.audio()));
  }

  static boolean isCopy(dev.stowage.media.VideoSettings video) {
    return video.codec() == dev.stowage.media.VideoCodec.COPY;
  }

  private static IllegalArgumentException unknown(MediaRequest request) {
    return new IllegalArgumentException(request.kind().name());
  }
}
