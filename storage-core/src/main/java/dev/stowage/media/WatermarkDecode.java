package dev.stowage.media;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the text that is hidden in a picture; it is the {@link MediaJob#text()} of the job. */
public final class WatermarkDecode implements MediaRequest {
  /** How strongly the text was hidden. */
  public enum Strength {
    LOW,
    MEDIUM,
    HIGH
  }

  private final MediaBlob input;
  private final @Nullable Strength strength;

  private WatermarkDecode(MediaBlob input, @Nullable Strength strength) {
    this.input = input;
    this.strength = strength;
  }

  public static WatermarkDecode of(MediaBlob input) {
    return new WatermarkDecode(input, null);
  }

  public WatermarkDecode withStrength(Strength value) {
    return new WatermarkDecode(input, value);
  }

  @Override
  public MediaKind kind() {
    return MediaKind.WATERMARK_DECODE;
  }

  public MediaBlob input() {
    return input;
  }

  /** Empty for that of the service. */
  public Optional<Strength> strength() {
    return Optional.ofNullable(strength);
  }

  @Override
  public String toString() {
    return "WatermarkDecode[" + input + "]";
  }
}
