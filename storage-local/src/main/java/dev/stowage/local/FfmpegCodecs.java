package dev.stowage.local;

import dev.stowage.media.AudioCodec;
import dev.stowage.media.AudioSettings;
import dev.stowage.media.Ceiling;
import dev.stowage.media.MediaOutput.Type;
import dev.stowage.media.VideoCodec;
import dev.stowage.media.VideoSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What ffmpeg calls formats and codecs, and how it is told of their settings. */
final class FfmpegCodecs {
  /** A format by the name of its files. */
  record Format(String muxer, Type type, String contentType) {}

  private static final Map<String, Format> FORMATS =
      Map.ofEntries(
          Map.entry("mp4", new Format("mp4", Type.VIDEO, "video/mp4")),
          Map.entry("mov", new Format("mov", Type.VIDEO, "video/quicktime")),
          Map.entry("mkv", new Format("matroska", Type.VIDEO, "video/x-matroska")),
          Map.entry("webm", new Format("webm", Type.VIDEO, "video/webm")),
          Map.entry("flv", new Format("flv", Type.VIDEO, "video/x-flv")),
          Map.entry("avi", new Format("avi", Type.VIDEO, "video/x-msvideo")),
          Map.entry("ts", new Format("mpegts", Type.VIDEO, "video/mp2t")),
          Map.entry("m4a", new Format("ipod", Type.AUDIO, "audio/mp4")),
          Map.entry("mp3", new Format("mp3", Type.AUDIO, "audio/mpeg")),
          Map.entry("aac", new Format("adts", Type.AUDIO, "audio/aac")),
          Map.entry("flac", new Format("flac", Type.AUDIO, "audio/flac")),
          Map.entry("ogg", new Format("ogg", Type.AUDIO, "audio/ogg")),
          Map.entry("opus", new Format("opus", Type.AUDIO, "audio/ogg")),
          Map.entry("wav", new Format("wav", Type.AUDIO, "audio/wav")),
          Map.entry("ac3", new Format("ac3", Type.AUDIO, "audio/ac3")),
          Map.entry("gif", new Format("gif", Type.IMAGE, "image/gif")),
          Map.entry("webp", new Format("webp", Type.IMAGE, "image/webp")),
          Map.entry("jpg", new Format("image2", Type.IMAGE, "image/jpeg")),
          Map.entry("png", new Format("image2", Type.IMAGE, "image/png")));

  private FfmpegCodecs() {}

  static Format format(String name) {
    Format format = FORMATS.get(name);
    if (format == null) {
      throw new IllegalArgumentException(name);
    }
    return format;
  }

  static Optional<String> unsupported(String format, Type... types) {
    Format found = FORMATS.get(format);
    return found != null && List.of(types).contains(found.type())
        ? Optional.empty()
        : Optional.of("make the format " + format);
  }

  static Optional<String> unsupported(VideoSettings video) {
    if (video.bitRateCeiling() != Ceiling.NONE) {
      return Optional.of("compare a bit rate with that of the source");
    }
    if (video.frameRateCeiling() == Ceiling.FAIL || video.scalingCeiling() == Ceiling.FAIL) {
      return Optional.of("fail for a source that has less");
    }
    return video.pixelFormat().filter(f -> !f.matches("[a-z0-9]{1,20}")).isPresent()
        ? Optional.of("make a pixel format of that name")
        : Optional.empty();
  }

  static Optional<String> unsupported(AudioSettings audio) {
    if (audio.bitRateCeiling() != Ceiling.NONE) {
      return Optional.of("compare a bit rate with that of the source");
    }
    AudioCodec codec = audio.codec().orElse(AudioCodec.COPY);
    if (codec == AudioCodec.AMR) {
      return Optional.of("encode AMR");
    }
    boolean byQuality = codec == AudioCodec.MP3 || codec == AudioCodec.VORBIS;
    if (audio.quality().isPresent() && !byQuality) {
      return Optional.of("set the quality of any sound but MP3 and VORBIS");
    }
    boolean byDepth = codec == AudioCodec.PCM;
    int depth = audio.bitDepth().orElse(16);
    return audio.bitDepth().isPresent() && (!byDepth || depth != 16 && depth != 24 && depth != 32)
        ? Optional.of("set a bit depth but 16, 24 or 32 of PCM")
        : Optional.empty();
  }

  /** Options of the output; the filters of the pictures stand elsewhere. */
  static List<String> options(VideoSettings video) {
    List<String> options = new ArrayList<>(List.of("-c:v", encoder(video.codec())));
    if (video.codec() == VideoCodec.COPY) {
      return options;
    }
    options.addAll(List.of("-pix_fmt", video.pixelFormat().orElse("yuv420p")));
    video.bitRate().ifPresent(bits -> options.addAll(List.of("-b:v", String.valueOf(bits))));
    video.maxBitRate().ifPresent(bits -> options.addAll(List.of("-maxrate", "" + bits)));
    video.bufferSize().ifPresent(bits -> options.addAll(List.of("-bufsize", "" + bits)));
    video.keyFrameInterval().ifPresent(frames -> options.addAll(List.of("-g", "" + frames)));
    if (video.quality().isPresent()) {
      options.addAll(List.of("-crf", String.valueOf(video.quality().getAsInt())));
      if (video.codec() == VideoCodec.VP9) {
        options.addAll(List.of("-b:v", "0"));
      }
    }
    return options;
  }

  private static String encoder(VideoCodec codec) {
    return switch (codec) {
      case COPY -> "copy";
      case H264 -> "libx264";
      case H265 -> "libx265";
      case VP9 -> "libvpx-vp9";
      case AV1 -> "libsvtav1";
    };
  }

  static List<String> options(AudioSettings audio) {
    List<String> options = new ArrayList<>();
    AudioCodec codec = audio.codec().orElse(null);
    if (codec != null) {
      options.addAll(List.of("-c:a", encoder(codec, audio.bitDepth().orElse(16))));
    }
    audio.sampleRate().ifPresent(rate -> options.addAll(List.of("-ar", "" + rate)));
    audio.channels().ifPresent(number -> options.addAll(List.of("-ac", "" + number)));
    audio.bitRate().ifPresent(bits -> options.addAll(List.of("-b:a", "" + bits)));
    audio.quality().ifPresent(quality -> options.addAll(List.of("-q:a", scale(codec, quality))));
    return options;
  }

  /** Of 100, on the scale of the encoder. */
  private static String scale(@org.jspecify.annotations.Nullable AudioCodec codec, int quality) {
    double scaled = codec == AudioCodec.VORBIS ? quality / 10.0 : 9 - quality * 9 / 100.0;
    return String.format(Locale.ROOT, "%.1f", scaled);
  }

  private static String encoder(AudioCodec codec, int depth) {
    return switch (codec) {
      case COPY -> "copy";
      case MP3 -> "libmp3lame";
      case AAC -> "aac";
      case FLAC -> "flac";
      case VORBIS -> "libvorbis";
      case AC3 -> "ac3";
      case OPUS -> "libopus";
      case PCM -> "pcm_s" + depth + "le";
      case AMR -> throw new IllegalArgumentException("AMR");
    };
  }
}
