package dev.stowage.media;

import dev.stowage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes one recording of several, one after the other. */
public final class Concatenate implements MediaRequest {
  /**
   * One of the recordings.
   *
   * @param blob where it is
   * @param span which part of it
   */
  public record Segment(MediaBlob blob, TimeSpan span) {}

  private final List<Segment> segments;
  private final MediaBlob output;
  private final String format;
  private final @Nullable VideoSettings video;
  private final AudioSettings audio;
  private final int reference;

  private Concatenate(Builder from, AudioSettings audio) {
    segments = List.copyOf(from.segments);
    output = from.output;
    format = from.format;
    video = from.video;
    reference = from.reference;
    this.audio = audio;
  }

  /** The format is that of the output, such as {@code mp4}. */
  public static Builder builder(MediaBlob output, String format) {
    return new Builder(output, format);
  }

  @Override
  public MediaKind kind() {
    return MediaKind.CONCATENATE;
  }

  /** Two or more, in order. */
  public List<Segment> segments() {
    return segments;
  }

  public MediaBlob output() {
    return output;
  }

  public String format() {
    return format;
  }

  /** Empty for sound only. */
  public Optional<VideoSettings> video() {
    return Optional.ofNullable(video);
  }

  public AudioSettings audio() {
    return audio;
  }

  /** The index of the segment whose size and rate the others are made to have. */
  public int reference() {
    return reference;
  }

  @Override
  public String toString() {
    return "Concatenate[" + segments.size() + " -> " + output + "]";
  }

  /** Not thread-safe. */
  public static final class Builder {
    private final List<Segment> segments = new ArrayList<>();
    private final MediaBlob output;
    private final String format;
    private @Nullable VideoSettings video;
    private @Nullable AudioSettings audio;
    private int reference;

    private Builder(MediaBlob output, String format) {
      this.output = output;
      this.format = format;
    }

    public Builder segment(MediaBlob blob) {
      return segment(blob, TimeSpan.whole());
    }

    public Builder segment(MediaBlob blob, TimeSpan span) {
      segments.add(new Segment(blob, span));
      return this;
    }

    /** Without it the output has sound only. */
    public Builder video(VideoSettings value) {
      video = value;
      return this;
    }

    public Builder audio(AudioSettings value) {
      audio = value;
      return this;
    }

    /** The index, from 0, of the segment that the others follow in size and rate. */
    public Builder reference(int index) {
      reference = index;
      return this;
    }

    /**
     * @throws StorageException INVALID_ARGUMENT for less than two segments, sound that is not set,
     *     pictures with sound that has no codec, or a reference that is none of the segments
     */
    public Concatenate build() {
      MediaFormats.check(format);
      if (segments.size() < 2) {
        throw StorageException.invalidArgument(
            "there are " + segments.size() + " segments to put together; at least 2");
      }
      if (audio == null || video != null && audio.codec().isEmpty()) {
        throw StorageException.invalidArgument(
            "the sound has no codec; say audio(...) with one, or copy()");
      }
      if (reference < 0 || reference >= segments.size()) {
        throw StorageException.invalidArgument(
            "reference " + reference + "; it is an index of the " + segments.size() + " segments");
      }
      return new Concatenate(this, audio);
    }
  }
}
