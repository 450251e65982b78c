package dev.stowage.media;

import dev.stowage.StorageException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a moving picture of a video. */
public final class Animation implements MediaRequest {
  private final MediaBlob input;
  private final MediaBlob output;
  private final String format;
  private final Frames frames;
  private final @Nullable Double frameRate;
  private final @Nullable Scaling scaling;

  private Animation(Builder from) {
    input = from.input;
    output = from.output;
    format = from.format;
    frames = from.frames;
    frameRate = from.frameRate;
    scaling = from.scaling;
  }

  /** The format is {@code gif} or {@code webp}. */
  public static Builder builder(MediaBlob input, MediaBlob output, String format) {
    return new Builder(input, output, format);
  }

  @Override
  public MediaKind kind() {
    return MediaKind.ANIMATION;
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

  /** Which frames. */
  public Frames frames() {
    return frames;
  }

  /** Frames per second; empty for as they were in the video. */
  public Optional<Double> frameRate() {
    return Optional.ofNullable(frameRate);
  }

  /** Their size; empty for that of the video. */
  public Optional<Scaling> scaling() {
    return Optional.ofNullable(scaling);
  }

  @Override
  public String toString() {
    return "Animation[" + input + " -> " + output + "]";
  }

  /** Not thread-safe. */
  public static final class Builder {
    private final MediaBlob input;
    private final MediaBlob output;
    private final String format;
    private Frames frames = Frames.all();
    private @Nullable Double frameRate;
    private @Nullable Scaling scaling;

    private Builder(MediaBlob input, MediaBlob output, String format) {
      this.input = input;
      this.output = output;
      this.format = format;
    }

    /** Which frames. */
    public Builder frames(Frames value) {
      frames = value;
      return this;
    }

    /** Frames per second; empty for as they were in the video. */
    public Builder frameRate(double value) {
      frameRate = value;
      return this;
    }

    /** Their size; empty for that of the video. */
    public Builder scaling(Scaling value) {
      scaling = value;
      return this;
    }

    public Animation build() {
      MediaFormats.check(format);
      if (frameRate != null && !(frameRate > 0 && frameRate <= 240)) {
        throw StorageException.invalidArgument("frame rate " + frameRate + "; up to 240 a second");
      }
      return new Animation(this);
    }
  }
}
