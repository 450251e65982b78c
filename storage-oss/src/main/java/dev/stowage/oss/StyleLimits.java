package dev.stowage.oss;

import dev.stowage.media.Animation;
import dev.stowage.media.AudioConvert;
import dev.stowage.media.AudioSettings;
import dev.stowage.media.Concatenate;
import dev.stowage.media.DocumentConvert;
import dev.stowage.media.Frames;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.RawInstruction;
import dev.stowage.media.Scaling;
import dev.stowage.media.Snapshots;
import dev.stowage.media.Sprite;
import dev.stowage.media.Transcode;
import dev.stowage.media.VideoCodec;
import dev.stowage.media.VideoSettings;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the styles of OSS do not take, in words that complete "cannot …"; found before anything is
 * sent, since OSS ignores much of it in silence.
 */
final class StyleLimits {
  private static final Set<String> SOUND =
      Set.of("mp3", "aac", "flac", "oga", "ac3", "opus", "amr");
  private static final Set<String> VIDEO =
      Set.of("mp4", "mkv", "mov", "asf", "avi", "mxf", "ts", "flv", "webm");
  private static final Set<String> WORDS =
      Set.of("doc", "docx", "wps", "wpss", "docm", "dotm", "dot", "dotx", "html");
  private static final Set<String> SLIDES =
      Set.of(
          "pptx", "ppt", "pot", "potx", "pps", "ppsx", "dps", "dpt", "pptm", "potm", "ppsm",
          "dpss");
  private static final Set<String> SHEETS =
      Set.of("xls", "xlt", "et", "ett", "xlsx", "xltx", "csv", "xlsb", "xlsm", "xltm", "ets");
  private static final Set<Integer> SAMPLE_RATES =
      Set.of(8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 64000, 88200, 96000);
  private static final Set<String> PIXELS =
      Set.of(
          "yuv420p", "yuva420p", "yuv420p10le", "yuv422p", "yuv422p10le", "yuv444p", "yuv444p10le");
  private static final int MOST_SEGMENTS = 11;

  private @Nullable String problem;

  private StyleLimits() {}

  static Optional<String> problem(MediaRequest request) {
    StyleLimits limits = new StyleLimits();
    switch (request.kind()) {
      case TRANSCODE -> limits.transcode((Transcode) request);
      case CONCATENATE -> limits.concat((Concatenate) request);
      case AUDIO_CONVERT -> limits.audio((AudioConvert) request);
      case ANIMATION -> limits.animation((Animation) request);
      case SNAPSHOTS -> limits.snapshots((Snapshots) request);
      case SPRITE -> limits.sprite((Sprite) request);
      case DOCUMENT_CONVERT -> limits.document((DocumentConvert) request);
      case RAW -> limits.raw((RawInstruction) request);
      case WATERMARK_DECODE, WORKFLOW, SYSTEM_WORKFLOW -> limits.refuse(false, "");
    }
    return Optional.ofNullable(limits.problem);
  }

  /** The first thing that is wrong is told. */
  private void refuse(boolean wrong, String words) {
    if (wrong && problem == null) {
      problem = words;
    }
  }

  private void range(String what, OptionalLong value, long min, long max) {
    if (value.isPresent()) {
      long v = value.getAsLong();
      refuse(v < min || v > max, "take a " + what + " of " + v + "; from " + min + " to " + max);
    }
  }

  private void range(String what, OptionalInt value, long min, long max) {
    range(
        what,
        value.isPresent() ? OptionalLong.of(value.getAsInt()) : OptionalLong.empty(),
        min,
        max);
  }

  private void transcode(Transcode job) {
    boolean known = VIDEO.contains(job.format()) || SOUND.contains(job.format());
    refuse(!known, "make the format " + job.format() + "; " + sorted(VIDEO) + ", " + sorted(SOUND));
    job.video().ifPresent(this::pictures);
    job.audio().ifPresent(this::sound);
  }

  private static String sorted(Set<String> words) {
    return String.join(", ", new TreeSet<>(words));
  }

  private void pictures(VideoSettings video) {
    refuse(video.codec() == VideoCodec.AV1, "encode AV1; h264, h265 and vp9");
    video
        .scaling()
        .ifPresent(
            scaling -> {
              refuse(
                  scaling.isPercent() || scaling.width().isEmpty() || scaling.height().isEmpty(),
                  "scale a video without both its width and its height in pixels");
              even("width", scaling.width());
              even("height", scaling.height());
            });
    range("bit rate", video.bitRate(), 10_000, 100_000_000);
    range("maximal bit rate", video.maxBitRate(), 10_000, 100_000_000);
    range("buffer size", video.bufferSize(), 10_000, 200_000_000);
    range("key frame interval", video.keyFrameInterval(), 1, 100_000);
    video
        .pixelFormat()
        .ifPresent(
            format ->
                refuse(
                    !PIXELS.contains(format),
                    "make the pixel format " + format + "; " + sorted(PIXELS)));
  }

  private void even(String what, OptionalInt pixels) {
    range(what, pixels, 64, 4096);
    refuse(pixels.orElse(0) % 2 != 0, "make an odd " + what + " of " + pixels.orElse(0));
  }

  private void sound(AudioSettings sound) {
    if (sound.sampleRate().isPresent()) {
      int rate = sound.sampleRate().getAsInt();
      refuse(
          !SAMPLE_RATES.contains(rate),
          "encode sound at " + rate + " samples a second; " + new TreeSet<>(SAMPLE_RATES));
    }
    range("number of channels", sound.channels(), 1, 8);
    range("bit rate of sound", sound.bitRate(), 1000, 10_000_000);
  }

  private void audio(AudioConvert job) {
    String format = job.format();
    refuse(!SOUND.contains(format), "make the format " + format + "; " + sorted(SOUND));
    sound(job.audio());
    int most =
        switch (format) {
          case "mp3" -> 2;
          case "ac3" -> 6;
          case "amr" -> 1;
          default -> 8;
        };
    range("number of channels for " + format, job.audio().channels(), 1, most);
    String codec = job.audio().codec().map(c -> c.name().toLowerCase(Locale.ROOT)).orElse(format);
    boolean usual = codec.equals(format) || format.equals("oga") && codec.equals("vorbis");
    refuse(!usual, "put " + codec + " into " + format + "; the codec is that of the format");
    if (job.audio().bitDepth().isPresent()) {
      int depth = job.audio().bitDepth().getAsInt();
      refuse(
          !format.equals("flac") || depth != 16 && depth != 24,
          "make " + format + " of " + depth + " bits a sample; flac of 16 or 24");
    }
  }

  private void concat(Concatenate job) {
    boolean pictures = job.video().isPresent();
    Set<String> formats = pictures ? VIDEO : SOUND;
    refuse(
        !formats.contains(job.format()),
        "make the format " + job.format() + "; " + sorted(formats));
    int count = job.segments().size();
    refuse(count > MOST_SEGMENTS, "put together " + count + " recordings; at most 11");
    long buckets = job.segments().stream().map(s -> s.blob().container()).distinct().count();
    refuse(buckets > 1, "put together recordings of different buckets");
    job.video().ifPresent(this::pictures);
    sound(job.audio());
  }

  private void animation(Animation job) {
    refuse(
        !Set.of("gif", "webp").contains(job.format()),
        "make a moving " + job.format() + "; gif and webp");
    Frames.Method method = job.frames().method();
    refuse(
        method == Frames.Method.KEY_FRAMES || method == Frames.Method.SCENES,
        "choose the frames of an animation by " + method);
    job.scaling().ifPresent(this::frame);
  }

  private void snapshots(Snapshots job) {
    picture(job.format());
    job.scaling().ifPresent(this::frame);
  }

  private void sprite(Sprite job) {
    picture(job.format());
    job.scaling().ifPresent(this::frame);
    range("number of columns", number(job.columns()), 1, 100);
    range("number of rows", number(job.rows()), 1, 100);
    range("padding", number(job.padding()), 0, 100);
    range("margin", number(job.margin()), 0, 100);
  }

  private static OptionalInt number(Optional<Integer> value) {
    return value.isPresent() ? OptionalInt.of(value.get()) : OptionalInt.empty();
  }

  private void picture(String format) {
    refuse(!Set.of("jpg", "png").contains(format), "make pictures of " + format + "; jpg and png");
  }

  private void frame(Scaling scaling) {
    int min = scaling.isPercent() ? 1 : 32;
    int max = scaling.isPercent() ? 200 : 4096;
    range("width of frames", scaling.width(), min, max);
    range("height of frames", scaling.height(), min, max);
  }

  private void document(DocumentConvert job) {
    refuse(
        !Set.of("pdf", "png", "jpg", "txt").contains(job.format()),
        "make " + job.format() + " of a document; pdf, png, jpg and txt");
    String key = job.input().key();
    String extension = key.substring(key.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String source = job.sourceFormat().orElse(extension);
    boolean text = WORDS.contains(source) || SLIDES.contains(source);
    boolean known = text || SHEETS.contains(source) || source.equals("pdf");
    refuse(job.sourceFormat().isPresent() && !known, "read documents of the format " + source);
    refuse(
        known && !text && job.format().equals("txt"),
        "make text of " + source + "; of words and slides only");
  }

  private void raw(RawInstruction job) {
    refuse(
        job.output().isPresent() && job.instruction().contains("sys/saveas"),
        "save one result in two places: the instruction has a sys/saveas of its own");
  }
}
