package dev.stowage.secret;

import dev.stowage.StorageException;
import java.time.Duration;

/** How a secret is watched. Immutable. */
public final class WatchOptions {
  private static final WatchOptions DEFAULTS =
      new WatchOptions(Duration.ofSeconds(30), SecretSelector.current());

  private final Duration interval;
  private final SecretSelector selector;

  private WatchOptions(Duration interval, SecretSelector selector) {
    this.interval = interval;
    this.selector = selector;
  }

  /** The current version, every 30 seconds. */
  public static WatchOptions defaults() {
    return DEFAULTS;
  }

  /** Time between two questions; after failures up to ten times as much. */
  public WatchOptions withInterval(Duration value) {
    if (value.compareTo(Duration.ofMillis(100)) < 0) {
      throw StorageException.invalidArgument("a watch asks at most every 0.1 s, not " + value);
    }
    return new WatchOptions(value, selector);
  }

  public WatchOptions withSelector(SecretSelector value) {
    return new WatchOptions(interval, value);
  }

  public Duration interval() {
    return interval;
  }

  public SecretSelector selector() {
    return selector;
  }
}
