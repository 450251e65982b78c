package dev.stowage.media;

/** Makes a sound recording of another format of a recording. */
public final class AudioConvert implements MediaRequest {
  private final MediaBlob input;
  private final MediaBlob output;
  private final String format;
  private final TimeSpan span;
  private final AudioSettings audio;

  private AudioConvert(Builder from) {
    input = from.input;
    output = from.output;
    format = from.format;
    span = from.span;
    audio = from.audio;
  }

  /** The format is that of the output, such as {@code mp3}. */
  public static Builder builder(MediaBlob input, MediaBlob output, String format) {
    return new Builder(input, output, format);
  }

  @Override
  public MediaKind kind() {
    return MediaKind.AUDIO_CONVERT;
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

  /** How it is encoded. */
  public AudioSettings audio() {
    return audio;
  }

  @Override
  public String toString() {
    return "AudioConvert[" + input + " -> " + output + "]";
  }

  /** Not thread-safe. */
  public static final class Builder {
    private final MediaBlob input;
    private final MediaBlob output;
    private final String format;
    private TimeSpan span = TimeSpan.whole();
    private AudioSettings audio = AudioSettings.ofFormat();

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

    /** How it is encoded. */
    public Builder audio(AudioSettings value) {
      audio = value;
      return this;
    }

    public AudioConvert build() {
      MediaFormats.check(format);
      return new AudioConvert(this);
    }
  }
}
