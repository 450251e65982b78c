package dev.stowage.local;

import dev.stowage.media.Animation;
import dev.stowage.media.AudioConvert;
import dev.stowage.media.Concatenate;
import dev.stowage.media.Frames;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.Scaling;
import dev.stowage.media.Snapshots;
import dev.stowage.media.Sprite;
import dev.stowage.media.TimeSpan;
import dev.stowage.media.Transcode;
import dev.stowage.media.VideoSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns requests into arguments of ffmpeg. Nothing that a user wrote gets into them but numbers and
 * words of our own lists.
 */
final class FfmpegCommands {
  /** Of still pictures, so that ffmpeg neither drops nor doubles one. */
  private static final int RATE = 25;

  /**
   * What an input may be. Not playlists and scripts: those make ffmpeg read other files than the
   * input, such as its user's.
   */
  private static final String READABLE =
      "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,flv,mpegts,mpeg,mpegvideo,m4v,h264,hevc,ivf,asf,"
          + "ogg,mp3,aac,flac,wav,w64,aiff,caf,au,ac3,eac3,amr,amrnb,amrwb,wv,tta,ape,dv,mxf,nut,"
          + "rm,swf,gif,apng,png_pipe,jpeg_pipe,webp_pipe,bmp_pipe,tiff_pipe,yuv4mpegpipe";

  private FfmpegCommands() {}

  /** What stands before the name of an input. */
  static List<String> reading(TimeSpan span) {
    List<String> options =
        new ArrayList<>(List.of("-protocol_whitelist", "file,pipe", "-format_whitelist", READABLE));
    if (!span.start().isZero()) {
      options.addAll(List.of("-ss", FfmpegFilters.seconds(span.start())));
    }
    span.length().ifPresent(length -> options.addAll(List.of("-t", FfmpegFilters.seconds(length))));
    return options;
  }

  static List<String> input(int number, TimeSpan span) {
    List<String> options = reading(span);
    options.addAll(List.of("-i", "file:" + FfmpegJob.inputName(number)));
    return options;
  }

  /** Says what is in a file and makes nothing. */
  static List<String> probe(int number) {
    List<String> options = input(number, TimeSpan.whole());
    options.addAll(List.of("-map", "0", "-c", "copy", "-t", "0", "-f", "null", "-"));
    return options;
  }

  static FfmpegPlan plan(MediaRequest request, List<FfmpegProbe> sources) {
    return switch (request.kind()) {
      case TRANSCODE -> transcode((Transcode) request, sources.get(0));
      case SNAPSHOTS -> snapshots((Snapshots) request, sources.get(0));
      case ANIMATION -> animation((Animation) request, sources.get(0));
      case SPRITE -> sprite((Sprite) request, sources.get(0));
      case AUDIO_CONVERT -> audio((AudioConvert) request, sources.get(0));
      case CONCATENATE -> FfmpegConcatenation.plan((Concatenate) request, sources);
      case WORKFLOW, SYSTEM_WORKFLOW, DOCUMENT_CONVERT, WATERMARK_DECODE, RAW ->
          throw new IllegalArgumentException(request.kind().name());
    };
  }

  private static FfmpegPlan transcode(Transcode job, FfmpegProbe source) {
    List<String> arguments = new ArrayList<>();
    if (job.video().flatMap(VideoSettings::autoRotate).filter(turn -> !turn).isPresent()) {
      arguments.add("-noautorotate");
    }
    arguments.addAll(input(0, job.span()));
    if (job.withoutVideo()) {
      arguments.add("-vn");
    }
    job.video().ifPresent(video -> pictures(arguments, video));
    if (job.withoutAudio()) {
      arguments.add("-an");
    }
    job.audio().ifPresent(audio -> arguments.addAll(FfmpegCodecs.options(audio)));
    if (job.withoutSubtitles()) {
      arguments.add("-sn");
    }
    return one(arguments, job.format(), left(job.span(), source));
  }

  private static void pictures(List<String> arguments, VideoSettings video) {
    List<String> filters = FfmpegFilters.of(video);
    if (!filters.isEmpty()) {
      arguments.addAll(List.of("-vf", String.join(",", filters)));
    }
    arguments.addAll(FfmpegCodecs.options(video));
  }

  static FfmpegPlan one(List<String> arguments, String format, Duration length) {
    arguments.addAll(List.of("-f", FfmpegCodecs.format(format).muxer()));
    return new FfmpegPlan(arguments, "out." + format, length);
  }

  private static Duration left(TimeSpan span, FfmpegProbe source) {
    Duration rest = source.length().minus(span.start());
    Duration length = span.length().filter(l -> l.compareTo(rest) < 0).orElse(rest);
    return length.isNegative() ? Duration.ZERO : length;
  }

  private static FfmpegPlan snapshots(Snapshots job, FfmpegProbe source) {
    List<String> arguments = frames(job.frames(), source, job.scaling(), "");
    job.frames().count().ifPresent(n -> arguments.addAll(List.of("-frames:v", "" + n)));
    arguments.addAll(still(job.format()));
    return new FfmpegPlan(arguments, "out-%06d." + job.format(), Duration.ZERO);
  }

  private static List<String> still(String format) {
    List<String> options = new ArrayList<>(List.of("-an", "-sn", "-r", "" + RATE));
    if (format.equals("jpg")) {
      options.addAll(List.of("-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-q:v", "3"));
    } else {
      options.addAll(List.of("-c:v", "png"));
    }
    options.addAll(List.of("-f", "image2"));
    return options;
  }

  private static List<String> frames(
      Frames frames, FfmpegProbe source, Optional<Scaling> scaling, String more) {
    TimeSpan span = TimeSpan.from(frames.start());
    List<String> arguments = input(0, span);
    String filter = FfmpegFilters.select(frames, left(span, source), RATE);
    filter += scaling.map(s -> "," + FfmpegFilters.scale(s)).orElse("");
    arguments.addAll(List.of("-vf", filter + more));
    return arguments;
  }

  private static FfmpegPlan sprite(Sprite job, FfmpegProbe source) {
    int number = number(job.frames(), left(TimeSpan.from(job.frames().start()), source));
    int columns = job.columns().orElseGet(() -> (int) Math.ceil(Math.sqrt(number)));
    int rows = job.rows().orElseGet(() -> (number + columns - 1) / columns);
    String tile =
        ",tile="
            + columns
            + "x"
            + rows
            + ":nb_frames="
            + Math.min(number, columns * rows)
            + ":padding="
            + job.padding().orElse(0)
            + ":margin="
            + job.margin().orElse(0);
    List<String> arguments = frames(job.frames(), source, job.scaling(), tile);
    arguments.addAll(List.of("-frames:v", "1"));
    arguments.addAll(still(job.format()));
    arguments.addAll(List.of("-update", "1"));
    return new FfmpegPlan(arguments, "out." + job.format(), Duration.ZERO);
  }

  private static int number(Frames frames, Duration length) {
    long byTime =
        frames
            .interval()
            .map(interval -> Math.max(1, length.plus(interval).minusNanos(1).dividedBy(interval)))
            .orElse(Long.MAX_VALUE);
    return (int) Math.min(Math.min(byTime, frames.count().orElse(Integer.MAX_VALUE)), 10_000);
  }

  private static FfmpegPlan animation(Animation job, FfmpegProbe source) {
    Frames frames = job.frames();
    TimeSpan span = TimeSpan.from(frames.start());
    List<String> filters = new ArrayList<>();
    boolean some = frames.method() != Frames.Method.INTERVAL || frames.interval().isPresent();
    int rate = (int) Math.max(1, Math.round(job.frameRate().orElse(10.0)));
    if (some) {
      filters.add(FfmpegFilters.select(frames, left(span, source), rate));
    }
    if (some || job.frameRate().isPresent()) {
      double perSecond = some ? rate : job.frameRate().orElse(10.0);
      filters.add("fps=" + FfmpegFilters.number(perSecond));
    }
    job.scaling().ifPresent(scaling -> filters.add(FfmpegFilters.scale(scaling)));
    if (job.format().equals("gif")) {
      filters.add("split[a][b];[a]palettegen[p];[b][p]paletteuse");
    }
    List<String> arguments = input(0, span);
    if (!filters.isEmpty()) {
      arguments.addAll(List.of("-vf", String.join(",", filters)));
    }
    frames.count().ifPresent(n -> arguments.addAll(List.of("-frames:v", "" + n)));
    arguments.addAll(List.of("-an", "-sn", "-loop", "0"));
    if (job.format().equals("webp")) {
      arguments.addAll(List.of("-c:v", "libwebp"));
    }
    return one(arguments, job.format(), left(span, source));
  }

  private static FfmpegPlan audio(AudioConvert job, FfmpegProbe source) {
    List<String> arguments = input(0, job.span());
    arguments.addAll(List.of("-vn", "-sn", "-dn"));
    arguments.addAll(FfmpegCodecs.options(job.audio()));
    return one(arguments, job.format(), left(job.span(), source));
  }
}
