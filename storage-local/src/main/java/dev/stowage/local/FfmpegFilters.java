package dev.stowage.local;

import dev.stowage.media.Ceiling;
import dev.stowage.media.Frames;
import dev.stowage.media.Scaling;
import dev.stowage.media.VideoSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Filters of pictures, made of numbers only. */
final class FfmpegFilters {
  private FfmpegFilters() {}

  /** What the settings ask for, in order. */
  static List<String> of(VideoSettings video) {
    List<String> filters = new ArrayList<>();
    video
        .frameRate()
        .ifPresent(
            rate ->
                filters.add(
                    video.frameRateCeiling() == Ceiling.KEEP_SOURCE
                        ? "fps=fps='min(source_fps," + number(rate) + ")'"
                        : "fps=" + number(rate)));
    boolean keep = video.scalingCeiling() == Ceiling.KEEP_SOURCE;
    video.scaling().ifPresent(scaling -> filters.add(scale(scaling, keep)));
    return filters;
  }

  static String scale(Scaling scaling) {
    return scale(scaling, false);
  }

  private static String scale(Scaling scaling, boolean atMostSource) {
    int w = scaling.width().orElse(0);
    int h = scaling.height().orElse(0);
    if (scaling.isPercent()) {
      int wide = atMostSource ? Math.min(w, 100) : w;
      int high = atMostSource ? Math.min(h, 100) : h;
      return "scale=trunc(iw*" + wide + "/200)*2:trunc(ih*" + high + "/200)*2";
    }
    String width = w == 0 ? "-2" : atMostSource ? "'min(iw," + w + ")'" : "" + w;
    String height = h == 0 ? "-2" : atMostSource ? "'min(ih," + h + ")'" : "" + h;
    String plain = "scale=" + width + ":" + height;
    Optional<Scaling.Fit> fit = scaling.fit();
    if (fit.isEmpty() || w == 0 || h == 0) {
      return plain;
    }
    String within = plain + ":force_original_aspect_ratio=decrease:force_divisible_by=2";
    return switch (fit.get()) {
      case STRETCH -> plain;
      case FIT -> within;
      case FILL -> within + ",pad=" + w + ":" + h + ":(ow-iw)/2:(oh-ih)/2";
      case CROP ->
          plain
              + ":force_original_aspect_ratio=increase,crop='min(iw,"
              + w
              + ")':'min(ih,"
              + h
              + ")'";
    };
  }

  /** Only some frames, at times that have no gaps. */
  static String select(Frames frames, Duration length, int perSecond) {
    String which =
        switch (frames.method()) {
          case INTERVAL -> every(frames.interval().orElse(Duration.ofSeconds(1)));
          case SPREAD -> every(length.dividedBy(frames.count().orElse(1)));
          case KEY_FRAMES -> "eq(pict_type,I)";
          case SCENES -> "gt(scene," + number(frames.threshold().orElse(40) / 100.0) + ")";
        };
    return "select='" + which + "',setpts=N/(" + perSecond + "*TB)";
  }

  /** The first at 0, and those after it without drift. */
  private static String every(Duration interval) {
    return "gte(t,selected_n*" + seconds(interval) + ")";
  }

  static String seconds(Duration duration) {
    return number(duration.toNanos() / 1e9);
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }
}
