package dev.stowage.media;

import dev.stowage.StorageException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a recording of another format, size or codec of a recording. */
public final class Transcode implements MediaRequest {
  private final MediaBlob input;
  private final MediaBlob output;
  private final String format;
  private final TimeSpan span;
  private final @Nullable VideoSettings video;
  private final boolean withoutVideo;
  private final @Nullable AudioSettings audio;
  private final boolean withoutAudio;
  private final boolean withoutSubtitles;

  private Transcode(Builder from) {
    input = from.input;
    output = from.output;
    format = from.format;
    span = from.span;
    video = from.video;
    withoutVideo = from.withoutVideo;
    audio = from.audio;
    withoutAudio = from.withoutAudio;
    withoutSubtitles = from.withoutSubtitles;
  }

  /** The format is that of the output, such as {@code mp4}. */
  public static Builder builder(MediaBlob input, MediaBlob output, String format) {
    return new Builder(input, output, format);
  }

  @Override
  public MediaKind kind() {
    return MediaKind.TRANSCODE;
  }

  public MediaBlob input() {
    return input;
  }

  public MediaBlob output() {
    return output;
  }

  public String format() {
    return format;
  }

  /** Which part. */
  public TimeSpan span() {
    return span;
  }

  /** The pictures; empty for none in the output. */
  public Optional<VideoSettings> video() {
    return Optional.ofNullable(video);
  }

  /** Whether the pictures are left out. */
  public boolean withoutVideo() {
    return withoutVideo;
  }

  /** The sound; empty for none in the output. */
  public Optional<AudioSettings> audio() {
    return Optional.ofNullable(audio);
  }

  /** Whether the sound is left out. */
  public boolean withoutAudio() {
    return withoutAudio;
  }

  /** Whether the subtitles are left out. */
  public boolean withoutSubtitles() {
    return withoutSubtitles;
  }

  @Override
  public String toString() {
    return "Transcode[" + input + " -> " + output + "]";
  }

  /** Not thread-safe. */
  public static final class Builder {
    private final MediaBlob input;
    private final MediaBlob output;
    private final String format;
    private TimeSpan span = TimeSpan.whole();
    private @Nullable VideoSettings video;
    private boolean withoutVideo = false;
    private @Nullable AudioSettings audio;
    private boolean withoutAudio = false;
    private boolean withoutSubtitles = false;

    private Builder(MediaBlob input, MediaBlob output, String format) {
      this.input = input;
      this.output = output;
      this.format = format;
    }

    /** Which part. */
    public Builder span(TimeSpan value) {
      span = value;
      return this;
    }

    /** The pictures; empty for none in the output. */
    public Builder video(VideoSettings value) {
      video = value;
      return this;
    }

    /** Whether the pictures are left out. */
    public Builder withoutVideo(boolean value) {
      withoutVideo = value;
      return this;
    }

    /** The sound; empty for none in the output. */
    public Builder audio(AudioSettings value) {
      audio = value;
      return this;
    }

    /** Whether the sound is left out. */
    public Builder withoutAudio(boolean value) {
      withoutAudio = value;
      return this;
    }

    /** Whether the subtitles are left out. */
    public Builder withoutSubtitles(boolean value) {
      withoutSubtitles = value;
      return this;
    }

    /**
     * @throws StorageException INVALID_ARGUMENT when pictures or sound are neither set nor left
     *     out, or both are left out
     */
    public Transcode build() {
      MediaFormats.check(format);
      if (withoutVideo && withoutAudio) {
        throw StorageException.invalidArgument("both pictures and sound are left out");
      }
      if ((video == null) != withoutVideo) {
        throw StorageException.invalidArgument(
            "say either video(...), with a codec or copy(), or withoutVideo(true)");
      }
      if ((audio == null) != withoutAudio) {
        throw StorageException.invalidArgument(
            "say either audio(...), with a codec or copy(), or withoutAudio(true)");
      }
      if (audio != null && audio.codec().isEmpty()) {
        throw StorageException.invalidArgument("the sound has no codec; name one, or copy()");
      }
      return new Transcode(this);
    }
  }
}
