package dev.stowage.oss;

import dev.stowage.media.AudioCodec;
import dev.stowage.media.AudioSettings;
import dev.stowage.media.Concatenate;
import dev.stowage.media.Transcode;
import dev.stowage.media.VideoSettings;
import java.util.Locale;

/** Recordings as styles of OSS. */
final class VideoStyles {
  private VideoStyles() {}

  static String convert(Transcode job) {
    StyleText style = new StyleText("video/convert").span(job.span()).add("f", job.format());
    style.flag("vn", job.withoutVideo());
    job.video().ifPresent(video -> pictures(style, video));
    style.flag("an", job.withoutAudio());
    job.audio()
        .ifPresent(
            sound -> {
              style.add("acodec", sound.codec().map(VideoStyles::codec));
              sound(style, sound);
            });
    return style.flag("sn", job.withoutSubtitles()).toString();
  }

  static String concat(Concatenate job) {
    boolean pictures = job.video().isPresent();
    StyleText style = new StyleText(pictures ? "video/concat" : "audio/concat");
    style.span(job.segments().get(0).span()).add("f", job.format());
    job.video().ifPresent(video -> pictures(style, video));
    if (pictures) {
      style.add("acodec", job.audio().codec().map(VideoStyles::codec));
    }
    sound(style, job.audio());
    if (pictures && job.reference() > 0) {
      style.add("align", job.reference());
    }
    for (Concatenate.Segment segment : job.segments().subList(1, job.segments().size())) {
      style.behind(segment.blob().key(), segment.span());
    }
    return style.toString();
  }

  private static void pictures(StyleText style, VideoSettings video) {
    style.add("vcodec", video.codec().name().toLowerCase(Locale.ROOT));
    video.frameRate().ifPresent(rate -> style.rate("fps", rate));
    style.ceiling("fpsopt", video.frameRateCeiling());
    style.add("pixfmt", video.pixelFormat());
    video
        .scaling()
        .ifPresent(
            scaling -> {
              style.add("s", scaling.width().orElseThrow() + "x" + scaling.height().orElseThrow());
              style.ceiling("sopt", video.scalingCeiling());
              style.add("scaletype", scaling.fit().map(OssStyles::fit));
            });
    style.add("arotate", video.autoRotate().map(turn -> turn ? 1 : 0));
    style.add("g", video.keyFrameInterval());
    style.add("vb", video.bitRate()).ceiling("vbopt", video.bitRateCeiling());
    style.add("crf", video.quality());
    style.add("maxrate", video.maxBitRate()).add("bufsize", video.bufferSize());
  }

  static StyleText sound(StyleText style, AudioSettings sound) {
    return style
        .add("ar", sound.sampleRate())
        .add("ac", sound.channels())
        .add("aq", sound.quality())
        .add("ab", sound.bitRate())
        .ceiling("abopt", sound.bitRateCeiling())
        .add("adepth", sound.bitDepth());
  }

  private static String codec(AudioCodec codec) {
    return codec.name().toLowerCase(Locale.ROOT);
  }
}
