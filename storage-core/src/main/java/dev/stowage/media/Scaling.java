package dev.stowage.media;

import dev.stowage.StorageException;
import java.util.Optional;
import java.util.OptionalInt;

/** The size of pictures, in pixels or in per cent of the source. Immutable. */
public final class Scaling {
  /** How a picture gets into a size of another shape. */
  public enum Fit {
    /** Fills the size; what is over is cut off. */
    CROP,
    /** Fills the size, distorted. */
    STRETCH,
    /** Lies whole in the size, with bars around. */
    FILL,
    /** Lies whole in the size, which becomes smaller. */
    FIT
  }

  private final int width;
  private final int height;
  private final boolean percent;
  private final Optional<Fit> fit;

  private Scaling(int width, int height, boolean percent, Optional<Fit> fit) {
    this.width = width;
    this.height = height;
    this.percent = percent;
    this.fit = fit;
  }

  public static Scaling pixels(int width, int height) {
    return new Scaling(positive(width), positive(height), false, Optional.empty());
  }

  /** The height follows. */
  public static Scaling width(int pixels) {
    return new Scaling(positive(pixels), 0, false, Optional.empty());
  }

  /** The width follows. */
  public static Scaling height(int pixels) {
    return new Scaling(0, positive(pixels), false, Optional.empty());
  }

  /** Of the size of the source. */
  public static Scaling percent(int width, int height) {
    return new Scaling(positive(width), positive(height), true, Optional.empty());
  }

  public Scaling withFit(Fit value) {
    return new Scaling(width, height, percent, Optional.of(value));
  }

  private static int positive(int value) {
    if (value < 1) {
      throw StorageException.invalidArgument("a picture has at least 1 in each way, not " + value);
    }
    return value;
  }

  public OptionalInt width() {
    return width == 0 ? OptionalInt.empty() : OptionalInt.of(width);
  }

  public OptionalInt height() {
    return height == 0 ? OptionalInt.empty() : OptionalInt.of(height);
  }

  /** Whether width and height are per cent and not pixels. */
  public boolean isPercent() {
    return percent;
  }

  /** Empty for that of the service. */
  public Optional<Fit> fit() {
    return fit;
  }

  @Override
  public String toString() {
    return width + "x" + height + (percent ? "%" : "") + fit.map(f -> " " + f).orElse("");
  }
}
