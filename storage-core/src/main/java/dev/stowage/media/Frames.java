package dev.stowage.media;

import dev.stowage.StorageException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Which frames of a video to take. Immutable. */
public final class Frames {
  /** How frames are chosen. */
  public enum Method {
    /** One every so often. */
    INTERVAL,
    /** Key frames only, which is fastest. */
    KEY_FRAMES,
    /** As many as asked for, spread evenly. */
    SPREAD,
    /** Where the picture changes. */
    SCENES
  }

  private final Method method;
  private final Duration start;
  private final @Nullable Duration interval;
  private final OptionalInt count;
  private final OptionalInt threshold;

  private Frames(
      Method method,
      Duration start,
      @Nullable Duration interval,
      OptionalInt count,
      OptionalInt threshold) {
    this.method = method;
    this.start = start;
    this.interval = interval;
    this.count = count;
    this.threshold = threshold;
  }

  /** The service's usual choice. */
  public static Frames all() {
    return of(Method.INTERVAL);
  }

  /** One every so often. */
  public static Frames every(Duration interval) {
    return all().withInterval(interval);
  }

  /** As many as this, spread evenly. */
  public static Frames spread(int count) {
    return of(Method.SPREAD).withCount(count);
  }

  public static Frames keyFrames() {
    return of(Method.KEY_FRAMES);
  }

  /** Where the picture changes by more than this, of 100. */
  public static Frames scenes(int threshold) {
    if (threshold < 0 || threshold > 100) {
      throw StorageException.invalidArgument("threshold " + threshold + "; from 0 to 100");
    }
    return new Frames(
        Method.SCENES, Duration.ZERO, null, OptionalInt.empty(), OptionalInt.of(threshold));
  }

  private static Frames of(Method method) {
    return new Frames(method, Duration.ZERO, null, OptionalInt.empty(), OptionalInt.empty());
  }

  /** Not before this time. */
  public Frames withStart(Duration value) {
    if (value.isNegative()) {
      throw StorageException.invalidArgument("frames start at 0 or later, not at " + value);
    }
    return new Frames(method, value, interval, count, threshold);
  }

  public Frames withInterval(Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw StorageException.invalidArgument("frames are more than 0 apart, not " + value);
    }
    return new Frames(method, start, value, count, threshold);
  }

  /** At most this many. */
  public Frames withCount(int value) {
    AudioSettings.positive("number of frames", value);
    return new Frames(method, start, interval, OptionalInt.of(value), threshold);
  }

  public Method method() {
    return method;
  }

  public Duration start() {
    return start;
  }

  public Optional<Duration> interval() {
    return Optional.ofNullable(interval);
  }

  public OptionalInt count() {
    return count;
  }

  /** Of the method SCENES. */
  public OptionalInt threshold() {
    return threshold;
  }
}
