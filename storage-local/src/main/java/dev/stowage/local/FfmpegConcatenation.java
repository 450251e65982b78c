package dev.stowage.local;

import dev.stowage.media.Concatenate;
import dev.stowage.media.Scaling;
import dev.stowage.media.TimeSpan;
import dev.stowage.media.VideoSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Puts recordings together: as they are, or all made like one of them. */
final class FfmpegConcatenation {
  /** The name of the list that ffmpeg reads; see {@link #list}. */
  static final String LIST = "list";

  private FfmpegConcatenation() {}

  static FfmpegPlan plan(Concatenate job, List<FfmpegProbe> sources) {
    Duration length = Duration.ZERO;
    for (int i = 0; i < sources.size(); i++) {
      TimeSpan span = job.segments().get(i).span();
      length = length.plus(span.length().orElse(sources.get(i).length().minus(span.start())));
    }
    return FfmpegCommands.one(
        job.audio().isCopy() ? copied(job) : encoded(job, sources), job.format(), length);
  }

  private static List<String> copied(Concatenate job) {
    List<String> arguments = FfmpegCommands.reading(TimeSpan.whole());
    int formats = arguments.indexOf("-format_whitelist") + 1;
    arguments.set(formats, "concat," + arguments.get(formats));
    arguments.addAll(List.of("-f", "concat", "-safe", "1", "-i", "file:" + LIST));
    arguments.addAll(List.of("-c", "copy"));
    if (job.video().isEmpty()) {
      arguments.add("-vn");
    }
    return arguments;
  }

  /** The list of {@link #LIST}. */
  static String list(int inputs) {
    StringBuilder list = new StringBuilder("ffconcat version 1.0\n");
    for (int i = 0; i < inputs; i++) {
      list.append("file ").append(FfmpegJob.inputName(i)).append('\n');
    }
    return list.toString();
  }

  private static List<String> encoded(Concatenate job, List<FfmpegProbe> sources) {
    List<String> arguments = new ArrayList<>();
    StringBuilder graph = new StringBuilder();
    StringBuilder joined = new StringBuilder();
    boolean pictures = job.video().isPresent();
    String like = pictures ? like(job.video().get(), sources.get(job.reference())) : "";
    for (int i = 0; i < sources.size(); i++) {
      arguments.addAll(FfmpegCommands.input(i, job.segments().get(i).span()));
      if (pictures) {
        graph.append("[" + i + ":v:0]" + like + "[v" + i + "];");
        joined.append("[v" + i + "]");
      }
      graph.append("[" + i + ":a:0]aformat=sample_rates=48000:channel_layouts=stereo[a" + i + "];");
      joined.append("[a" + i + "]");
    }
    graph.append(joined + "concat=n=" + sources.size() + ":v=" + (pictures ? 1 : 0) + ":a=1");
    graph.append(pictures ? "[v][a]" : "[a]");
    arguments.addAll(List.of("-filter_complex", graph.toString()));
    if (pictures) {
      arguments.addAll(List.of("-map", "[v]"));
      arguments.addAll(FfmpegCodecs.options(job.video().get()));
    }
    arguments.addAll(List.of("-map", "[a]"));
    arguments.addAll(FfmpegCodecs.options(job.audio()));
    return arguments;
  }

  /** The size and rate that are asked for, else those of the reference. */
  private static String like(VideoSettings video, FfmpegProbe reference) {
    int width = even(asked(video, true).orElse(reference.width()));
    int height = even(asked(video, false).orElse(reference.height()));
    double rate = video.frameRate().orElse(reference.frameRate());
    Scaling size = Scaling.pixels(width, height).withFit(Scaling.Fit.FILL);
    return FfmpegFilters.scale(size)
        + ",setsar=1,fps="
        + FfmpegFilters.number(rate)
        + ",format="
        + video.pixelFormat().orElse("yuv420p");
  }

  private static OptionalInt asked(VideoSettings video, boolean width) {
    return video
        .scaling()
        .filter(scaling -> !scaling.isPercent())
        .map(scaling -> width ? scaling.width() : scaling.height())
        .orElse(OptionalInt.empty());
  }

  private static int even(int pixels) {
    return Math.max(2, pixels / 2 * 2);
  }
}
