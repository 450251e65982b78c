package dev.stowage.media;

import dev.stowage.StorageException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How pictures are to be encoded. Immutable; what is not set is the service's choice. */
public final class VideoSettings {
  private static final VideoSettings COPY = new VideoSettings(new Builder(VideoCodec.COPY));

  private final VideoCodec codec;
  private final OptionalDouble frameRate;
  private final Ceiling frameRateCeiling;
  private final Optional<Scaling> scaling;
  private final Ceiling scalingCeiling;
  private final OptionalLong bitRate;
  private final Ceiling bitRateCeiling;
  private final OptionalLong maxBitRate;
  private final OptionalLong bufferSize;
  private final OptionalInt quality;
  private final OptionalInt keyFrameInterval;
  private final Optional<String> pixelFormat;
  private final Optional<Boolean> autoRotate;

  private VideoSettings(Builder from) {
    codec = from.codec;
    frameRate = from.frameRate;
    frameRateCeiling = from.frameRateCeiling;
    scaling = Optional.ofNullable(from.scaling);
    scalingCeiling = from.scalingCeiling;
    bitRate = from.bitRate;
    bitRateCeiling = from.bitRateCeiling;
    maxBitRate = from.maxBitRate;
    bufferSize = from.bufferSize;
    quality = from.quality;
    keyFrameInterval = from.keyFrameInterval;
    pixelFormat = Optional.ofNullable(from.pixelFormat);
    autoRotate = Optional.ofNullable(from.autoRotate);
  }

  /** Leaves the pictures as they are. */
  public static VideoSettings copy() {
    return COPY;
  }

  /** Encodes anew; for leaving them as they are see {@link #copy()}. */
  public static Builder builder(VideoCodec codec) {
    if (codec == VideoCodec.COPY) {
      throw StorageException.invalidArgument("to copy there is nothing to set; use copy()");
    }
    return new Builder(codec);
  }

  public VideoCodec codec() {
    return codec;
  }

  /** Frames per second. */
  public OptionalDouble frameRate() {
    return frameRate;
  }

  public Ceiling frameRateCeiling() {
    return frameRateCeiling;
  }

  public Optional<Scaling> scaling() {
    return scaling;
  }

  public Ceiling scalingCeiling() {
    return scalingCeiling;
  }

  /** Bits per second. */
  public OptionalLong bitRate() {
    return bitRate;
  }

  public Ceiling bitRateCeiling() {
    return bitRateCeiling;
  }

  /** Bits per second. */
  public OptionalLong maxBitRate() {
    return maxBitRate;
  }

  /** In bits. */
  public OptionalLong bufferSize() {
    return bufferSize;
  }

  /** Constant rate factor: 0 is without loss, 51 is worst. */
  public OptionalInt quality() {
    return quality;
  }

  /** In frames. */
  public OptionalInt keyFrameInterval() {
    return keyFrameInterval;
  }

  /** By the name that ffmpeg gives it, such as {@code yuv420p}. */
  public Optional<String> pixelFormat() {
    return pixelFormat;
  }

  /** Whether pictures are turned as the source says. */
  public Optional<Boolean> autoRotate() {
    return autoRotate;
  }

  /** Not thread-safe. */
  public static final class Builder {
    private final VideoCodec codec;
    private OptionalDouble frameRate = OptionalDouble.empty();
    private Ceiling frameRateCeiling = Ceiling.NONE;
    private @Nullable Scaling scaling;
    private Ceiling scalingCeiling = Ceiling.NONE;
    private OptionalLong bitRate = OptionalLong.empty();
    private Ceiling bitRateCeiling = Ceiling.NONE;
    private OptionalLong maxBitRate = OptionalLong.empty();
    private OptionalLong bufferSize = OptionalLong.empty();
    private OptionalInt quality = OptionalInt.empty();
    private OptionalInt keyFrameInterval = OptionalInt.empty();
    private @Nullable String pixelFormat;
    private @Nullable Boolean autoRotate;

    private Builder(VideoCodec codec) {
      this.codec = codec;
    }

    public Builder frameRate(double perSecond) {
      if (!(perSecond > 0 && perSecond <= 240)) {
        throw StorageException.invalidArgument("frame rate " + perSecond + "; up to 240 a second");
      }
      frameRate = OptionalDouble.of(perSecond);
      return this;
    }

    public Builder frameRate(double perSecond, Ceiling ceiling) {
      frameRateCeiling = ceiling;
      return frameRate(perSecond);
    }

    public Builder scaling(Scaling value) {
      scaling = value;
      return this;
    }

    public Builder scaling(Scaling value, Ceiling ceiling) {
      scalingCeiling = ceiling;
      return scaling(value);
    }

    public Builder bitRate(long perSecond) {
      bitRate = OptionalLong.of(AudioSettings.positive("bit rate", perSecond));
      return this;
    }

    public Builder bitRate(long perSecond, Ceiling ceiling) {
      bitRateCeiling = ceiling;
      return bitRate(perSecond);
    }

    public Builder maxBitRate(long perSecond) {
      maxBitRate = OptionalLong.of(AudioSettings.positive("maximal bit rate", perSecond));
      return this;
    }

    public Builder bufferSize(long bits) {
      bufferSize = OptionalLong.of(AudioSettings.positive("buffer size", bits));
      return this;
    }

    /** Constant rate factor, 0 to 51. */
    public Builder quality(int factor) {
      if (factor < 0 || factor > 51) {
        throw StorageException.invalidArgument("quality " + factor + "; it goes from 0 to 51");
      }
      quality = OptionalInt.of(factor);
      return this;
    }

    public Builder keyFrameInterval(int frames) {
      keyFrameInterval = OptionalInt.of((int) AudioSettings.positive("interval", frames));
      return this;
    }

    public Builder pixelFormat(String value) {
      pixelFormat = value;
      return this;
    }

    public Builder autoRotate(boolean value) {
      autoRotate = value;
      return this;
    }

    /**
     * @throws StorageException INVALID_ARGUMENT for both a bit rate and a quality
     */
    public VideoSettings build() {
      if (bitRate.isPresent() && quality.isPresent()) {
        throw StorageException.invalidArgument(
            "both a bit rate and a quality are set; the encoder can follow only one");
      }
      return new VideoSettings(this);
    }
  }
}
