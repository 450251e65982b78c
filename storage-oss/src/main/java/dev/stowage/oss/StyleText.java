package dev.stowage.oss;

import dev.stowage.media.Ceiling;
import dev.stowage.media.TimeSpan;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Collects the parameters of one style, in order; what is not set is the service's choice. */
final class StyleText {
  private final StringBuilder text;

  /**
   * @param name such as {@code video/convert}
   */
  StyleText(String name) {
    text = new StringBuilder(name);
  }

  StyleText add(String name, Object value) {
    text.append(',').append(name).append('_').append(value);
    return this;
  }

  StyleText add(String name, OptionalInt value) {
    value.ifPresent(v -> add(name, v));
    return this;
  }

  StyleText add(String name, OptionalLong value) {
    value.ifPresent(v -> add(name, v));
    return this;
  }

  StyleText add(String name, Optional<?> value) {
    value.ifPresent(v -> add(name, v));
    return this;
  }

  /** Whole numbers without a fraction. */
  StyleText rate(String name, double value) {
    return value == Math.rint(value) ? add(name, (long) value) : add(name, value);
  }

  /** In milliseconds; none is not said. */
  StyleText time(String name, Duration value) {
    return value.isZero() ? this : add(name, value.toMillis());
  }

  StyleText span(TimeSpan span) {
    time("ss", span.start());
    span.length().ifPresent(length -> add("t", length.toMillis()));
    return this;
  }

  StyleText flag(String name, boolean value) {
    return value ? add(name, 1) : this;
  }

  StyleText ceiling(String name, Ceiling ceiling) {
    return switch (ceiling) {
      case NONE -> this;
      case KEEP_SOURCE -> add(name, 1);
      case FAIL -> add(name, 2);
    };
  }

  /** A recording to put together with the source, behind it. */
  StyleText behind(String key, TimeSpan span) {
    text.append("/sur,o_").append(ProcessString.base64(key));
    return span(span);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
