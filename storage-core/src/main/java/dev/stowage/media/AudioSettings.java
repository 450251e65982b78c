package dev.stowage.media;

import dev.stowage.StorageException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How sound is to be encoded. Immutable; what is not set is the service's choice. */
public final class AudioSettings {
  private static final AudioSettings COPY = new AudioSettings(new Builder(AudioCodec.COPY));
  private static final AudioSettings BY_FORMAT = new AudioSettings(new Builder(null));

  private final Optional<AudioCodec> codec;
  private final OptionalInt sampleRate;
  private final OptionalInt channels;
  private final OptionalLong bitRate;
  private final Ceiling bitRateCeiling;
  private final OptionalInt quality;
  private final OptionalInt bitDepth;

  private AudioSettings(Builder from) {
    codec = Optional.ofNullable(from.codec);
    sampleRate = from.sampleRate;
    channels = from.channels;
    bitRate = from.bitRate;
    bitRateCeiling = from.bitRateCeiling;
    quality = from.quality;
    bitDepth = from.bitDepth;
  }

  /** Leaves the sound as it is. */
  public static AudioSettings copy() {
    return COPY;
  }

  /** Encodes as is usual for the format of the output. */
  public static AudioSettings ofFormat() {
    return BY_FORMAT;
  }

  /** Encodes anew; for leaving it as it is see {@link #copy()}. */
  public static Builder builder(AudioCodec codec) {
    if (codec == AudioCodec.COPY) {
      throw StorageException.invalidArgument("to copy there is nothing to set; use copy()");
    }
    return new Builder(codec);
  }

  /** Encodes by the codec of the output's format; enough for {@link AudioConvert}. */
  public static Builder builder() {
    return new Builder(null);
  }

  /** Empty for that of the output's format. */
  public Optional<AudioCodec> codec() {
    return codec;
  }

  public boolean isCopy() {
    return codec.isPresent() && codec.get() == AudioCodec.COPY;
  }

  /** Per second. */
  public OptionalInt sampleRate() {
    return sampleRate;
  }

  public OptionalInt channels() {
    return channels;
  }

  /** Bits per second. */
  public OptionalLong bitRate() {
    return bitRate;
  }

  public Ceiling bitRateCeiling() {
    return bitRateCeiling;
  }

  /** From 0 to 100, which is best. */
  public OptionalInt quality() {
    return quality;
  }

  /** Bits per sample. */
  public OptionalInt bitDepth() {
    return bitDepth;
  }

  static long positive(String what, long value) {
    if (value < 1) {
      throw StorageException.invalidArgument(what + " is " + value + "; at least 1");
    }
    return value;
  }

  /** Not thread-safe. */
  public static final class Builder {
    private final @Nullable AudioCodec codec;
    private OptionalInt sampleRate = OptionalInt.empty();
    private OptionalInt channels = OptionalInt.empty();
    private OptionalLong bitRate = OptionalLong.empty();
    private Ceiling bitRateCeiling = Ceiling.NONE;
    private OptionalInt quality = OptionalInt.empty();
    private OptionalInt bitDepth = OptionalInt.empty();

    private Builder(@Nullable AudioCodec codec) {
      this.codec = codec;
    }

    public Builder sampleRate(int perSecond) {
      sampleRate = OptionalInt.of((int) positive("sample rate", perSecond));
      return this;
    }

    public Builder channels(int value) {
      channels = OptionalInt.of((int) positive("number of channels", value));
      return this;
    }

    public Builder bitRate(long perSecond) {
      bitRate = OptionalLong.of(positive("bit rate", perSecond));
      return this;
    }

    public Builder bitRate(long perSecond, Ceiling ceiling) {
      bitRateCeiling = ceiling;
      return bitRate(perSecond);
    }

    /** From 0 to 100, which is best. */
    public Builder quality(int value) {
      if (value < 0 || value > 100) {
        throw StorageException.invalidArgument("quality " + value + "; it goes from 0 to 100");
      }
      quality = OptionalInt.of(value);
      return this;
    }

    public Builder bitDepth(int bits) {
      bitDepth = OptionalInt.of((int) positive("bit depth", bits));
      return this;
    }

    /**
     * @throws StorageException INVALID_ARGUMENT for both a bit rate and a quality
     */
    public AudioSettings build() {
      if (bitRate.isPresent() && quality.isPresent()) {
        throw StorageException.invalidArgument(
            "both a bit rate and a quality are set; the encoder can follow only one");
      }
      return new AudioSettings(this);
    }
  }
}
