package dev.stowage.media;

import dev.stowage.StorageException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes pictures of frames of a video, each a blob of its own. */
public final class Snapshots implements MediaRequest {
  private final MediaBlob input;
  private final MediaBlob output;
  private final String format;
  private final Frames frames;
  private final @Nullable Scaling scaling;

  private Snapshots(Builder from) {
    input = from.input;
    output = from.output;
    format = from.format;
    frames = from.frames;
    scaling = from.scaling;
  }

  /**
   * The output's key is a beginning, or has {@code {index}} for the number; the format is {@code
   * jpg} or {@code png}.
   */
  public static Builder builder(MediaBlob input, MediaBlob output, String format) {
    return new Builder(input, output, format);
  }

  @Override
  public MediaKind kind() {
    return MediaKind.SNAPSHOTS;
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

  /** Their size; empty for that of the video. */
  public Optional<Scaling> scaling() {
    return Optional.ofNullable(scaling);
  }

  @Override
  public String toString() {
    return "Snapshots[" + input + " -> " + output + "]";
  }

  /** Not thread-safe. */
  public static final class Builder {
    private final MediaBlob input;
    private final MediaBlob output;
    private final String format;
    private Frames frames = Frames.all();
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

    /** Their size; empty for that of the video. */
    public Builder scaling(Scaling value) {
      scaling = value;
      return this;
    }

    /**
     * @throws StorageException INVALID_ARGUMENT when the output names one blob for all frames
     */
    public Snapshots build() {
      MediaFormats.check(format);
      if (output.hasExtension() && !output.hasIndex()) {
        throw StorageException.invalidArgument(
            "every frame would overwrite the one before at \""
                + output
                + "\"; leave the extension out or put {index} in the key");
      }
      return new Snapshots(this);
    }
  }
}
