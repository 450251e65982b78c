package dev.stowage.media;

import dev.stowage.StorageException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes one picture of many frames of a video, side by side. */
public final class Sprite implements MediaRequest {
  private final MediaBlob input;
  private final MediaBlob output;
  private final String format;
  private final Frames frames;
  private final @Nullable Scaling scaling;
  private final @Nullable Integer columns;
  private final @Nullable Integer rows;
  private final @Nullable Integer padding;
  private final @Nullable Integer margin;

  private Sprite(Builder from) {
    input = from.input;
    output = from.output;
    format = from.format;
    frames = from.frames;
    scaling = from.scaling;
    columns = from.columns;
    rows = from.rows;
    padding = from.padding;
    margin = from.margin;
  }

  /** The format is {@code jpg} or {@code png}. */
  public static Builder builder(MediaBlob input, MediaBlob output, String format) {
    return new Builder(input, output, format);
  }

  @Override
  public MediaKind kind() {
    return MediaKind.SPRITE;
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

  /** The size of each; empty for that of the video. */
  public Optional<Scaling> scaling() {
    return Optional.ofNullable(scaling);
  }

  /** Frames side by side. */
  public Optional<Integer> columns() {
    return Optional.ofNullable(columns);
  }

  /** Frames above each other. */
  public Optional<Integer> rows() {
    return Optional.ofNullable(rows);
  }

  /** Pixels between frames. */
  public Optional<Integer> padding() {
    return Optional.ofNullable(padding);
  }

  /** Pixels around all. */
  public Optional<Integer> margin() {
    return Optional.ofNullable(margin);
  }

  @Override
  public String toString() {
    return "Sprite[" + input + " -> " + output + "]";
  }

  /** Not thread-safe. */
  public static final class Builder {
    private final MediaBlob input;
    private final MediaBlob output;
    private final String format;
    private Frames frames = Frames.all();
    private @Nullable Scaling scaling;
    private @Nullable Integer columns;
    private @Nullable Integer rows;
    private @Nullable Integer padding;
    private @Nullable Integer margin;

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

    /** The size of each; empty for that of the video. */
    public Builder scaling(Scaling value) {
      scaling = value;
      return this;
    }

    /** Frames side by side. */
    public Builder columns(int value) {
      columns = value;
      return this;
    }

    /** Frames above each other. */
    public Builder rows(int value) {
      rows = value;
      return this;
    }

    /** Pixels between frames. */
    public Builder padding(int value) {
      padding = value;
      return this;
    }

    /** Pixels around all. */
    public Builder margin(int value) {
      margin = value;
      return this;
    }

    /**
     * @throws StorageException INVALID_ARGUMENT when the frames have neither a number nor an
     *     interval, so that most of the picture would stay black
     */
    public Sprite build() {
      MediaFormats.check(format);
      if (frames.count().isEmpty() && frames.interval().isEmpty()) {
        throw StorageException.invalidArgument(
            "say how many frames or how far apart; columns times rows is the number that fits");
      }
      atLeast("columns", columns, 1);
      atLeast("rows", rows, 1);
      atLeast("padding", padding, 0);
      atLeast("margin", margin, 0);
      return new Sprite(this);
    }

    private static void atLeast(String what, @Nullable Integer value, int min) {
      if (value != null && value < min) {
        throw StorageException.invalidArgument(what + " is " + value + "; at least " + min);
      }
    }
  }
}
