package dev.stowage.oss;

import dev.stowage.media.Animation;
import dev.stowage.media.AudioConvert;
import dev.stowage.media.Concatenate;
import dev.stowage.media.DocumentConvert;
import dev.stowage.media.Frames;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.RawInstruction;
import dev.stowage.media.Scaling;
import dev.stowage.media.Snapshots;
import dev.stowage.media.Sprite;
import dev.stowage.media.Transcode;
import dev.stowage.media.WatermarkDecode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Requests as styles of OSS: documents, pictures of videos, sound, watermarks. */
final class OssStyles {
  private OssStyles() {}

  static String of(MediaRequest request) {
    return switch (request.kind()) {
      case TRANSCODE -> VideoStyles.convert((Transcode) request);
      case CONCATENATE -> VideoStyles.concat((Concatenate) request);
      case AUDIO_CONVERT -> audio((AudioConvert) request);
      case ANIMATION -> animation((Animation) request);
      case SNAPSHOTS -> snapshots((Snapshots) request);
      case SPRITE -> sprite((Sprite) request);
      case DOCUMENT_CONVERT -> document((DocumentConvert) request);
      case WATERMARK_DECODE -> watermark((WatermarkDecode) request);
      case RAW -> ((RawInstruction) request).instruction();
      case WORKFLOW, SYSTEM_WORKFLOW ->
          throw new IllegalStateException("not among the capabilities: " + request.kind());
    };
  }

  private static String document(DocumentConvert job) {
    return new StyleText("doc/convert")
        .add("target", job.format())
        .add("source", job.sourceFormat())
        .add("pages", job.pages().map(ProcessString::base64))
        .toString();
  }

  private static String audio(AudioConvert job) {
    StyleText style = new StyleText("audio/convert").span(job.span()).add("f", job.format());
    return VideoStyles.sound(style, job.audio()).toString();
  }

  private static String animation(Animation job) {
    StyleText style = new StyleText("video/animation").add("f", job.format());
    style.time("ss", job.frames().start());
    frames(style, job.frames());
    job.frameRate().ifPresent(rate -> style.rate("fps", rate));
    job.scaling().ifPresent(scaling -> size(style, scaling, ""));
    return style.toString();
  }

  private static String snapshots(Snapshots job) {
    StyleText style = new StyleText("video/snapshots").add("f", job.format());
    style.time("ss", job.frames().start());
    method(style, job.frames());
    job.scaling().ifPresent(scaling -> size(style, scaling, ""));
    return style.toString();
  }

  private static String sprite(Sprite job) {
    StyleText style = new StyleText("video/sprite").add("f", job.format());
    style.time("ss", job.frames().start());
    method(style, job.frames());
    job.scaling().ifPresent(scaling -> size(style, scaling, "s"));
    return style
        .add("tw", job.columns())
        .add("th", job.rows())
        .add("pad", job.padding())
        .add("margin", job.margin())
        .toString();
  }

  private static void method(StyleText style, Frames frames) {
    switch (frames.method()) {
      case INTERVAL -> style.add("m", Optional.empty());
      case KEY_FRAMES -> style.add("m", "key");
      case SPREAD -> style.add("m", "avg");
      case SCENES -> style.add("m", "dhash").add("thr", frames.threshold());
    }
    frames(style, frames);
  }

  private static void frames(StyleText style, Frames frames) {
    style.add("num", frames.count());
    style.add("inter", frames.interval().map(Duration::toMillis));
  }

  /** Of frames: {@code w} and {@code h}, of those of a sprite {@code sw} and {@code sh}. */
  private static void size(StyleText style, Scaling scaling, String prefix) {
    String per = scaling.isPercent() ? "p" : "";
    style.add(per + prefix + "w", scaling.width()).add(per + prefix + "h", scaling.height());
    style.add("scaletype", scaling.fit().map(OssStyles::fit));
  }

  static String fit(Scaling.Fit fit) {
    return fit.name().toLowerCase(Locale.ROOT);
  }

  private static String watermark(WatermarkDecode job) {
    return new StyleText("image/deblindwatermark")
        .add("s", job.strength().map(s -> s.name().toLowerCase(Locale.ROOT)))
        .add("t", "text")
        .toString();
  }
}
