package dev.stowage.oss;

import dev.stowage.StorageException;
import dev.stowage.media.MediaBlob;
import dev.stowage.media.RawInstruction;
import dev.stowage.media.WatermarkDecode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Hides a text in a picture, to be read by {@link dev.stowage.media.WatermarkDecode}. OSS does it
 * at once: the job that {@link #request()} gives is over when it was handed in. Immutable.
 */
public final class WatermarkEncode {
  private static final int MOST = 256;

  private final MediaBlob input;
  private final MediaBlob output;
  private final String text;
  private final Optional<WatermarkDecode.Strength> strength;
  private final OptionalInt quality;

  private WatermarkEncode(
      MediaBlob input,
      MediaBlob output,
      String text,
      Optional<WatermarkDecode.Strength> strength,
      OptionalInt quality) {
    this.input = input;
    this.output = output;
    this.text = text;
    this.strength = strength;
    this.quality = quality;
  }

  /** The text has up to 256 characters; the picture is neither black nor white, nor tiny. */
  public static WatermarkEncode of(MediaBlob input, MediaBlob output, String text) {
    if (text.isEmpty() || text.length() > MOST) {
      throw StorageException.invalidArgument(
          "the hidden text has " + text.length() + " characters; from 1 to " + MOST);
    }
    return new WatermarkEncode(input, output, text, Optional.empty(), OptionalInt.empty());
  }

  public WatermarkEncode withStrength(WatermarkDecode.Strength value) {
    return new WatermarkEncode(input, output, text, Optional.of(value), quality);
  }

  /** Of the picture, from 70 to 100. */
  public WatermarkEncode withQuality(int value) {
    if (value < 70 || value > 100) {
      throw StorageException.invalidArgument("quality " + value + "; it goes from 70 to 100");
    }
    return new WatermarkEncode(input, output, text, strength, OptionalInt.of(value));
  }

  /** As a request for {@code MediaJobs}. */
  public RawInstruction request() {
    String style =
        new StyleText("image/blindwatermark")
            .add("content", ProcessString.base64(text))
            .add("s", strength.map(s -> s.name().toLowerCase(Locale.ROOT)))
            .add("q", quality)
            .toString();
    return RawInstruction.of(input, style).withOutput(output);
  }

  /** Without the text. */
  @Override
  public String toString() {
    return "WatermarkEncode[" + input + " -> " + output + "]";
  }
}
