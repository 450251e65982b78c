package dev.stowage.secret;

import dev.stowage.StorageException;
import java.time.Duration;

/** Sizes and spans of one secret store. Immutable; providers start from {@link #defaults()}. */
public final class SecretLimits {
  private static final SecretLimits DEFAULTS =
      new SecretLimits(0, 64 * 1024, 255, Duration.ZERO, Duration.ofDays(30));

  private final int minValueBytes;
  private final int maxValueBytes;
  private final int maxNameBytes;
  private final Duration minRecoveryWindow;
  private final Duration maxRecoveryWindow;

  private SecretLimits(
      int minValueBytes,
      int maxValueBytes,
      int maxNameBytes,
      Duration minRecoveryWindow,
      Duration maxRecoveryWindow) {
    this.minValueBytes = minValueBytes;
    this.maxValueBytes = maxValueBytes;
    this.maxNameBytes = maxNameBytes;
    this.minRecoveryWindow = minRecoveryWindow;
    this.maxRecoveryWindow = maxRecoveryWindow;
  }

  /** Values of 0 to 64 KiB, names of up to 255 bytes, recovery windows of up to 30 days. */
  public static SecretLimits defaults() {
    return DEFAULTS;
  }

  public SecretLimits withValueBytes(int min, int max) {
    if (min < 0 || max < min) {
      throw StorageException.invalidArgument("value sizes from " + min + " to " + max);
    }
    return new SecretLimits(min, max, maxNameBytes, minRecoveryWindow, maxRecoveryWindow);
  }

  public SecretLimits withMaxNameBytes(int value) {
    return new SecretLimits(
        minValueBytes, maxValueBytes, value, minRecoveryWindow, maxRecoveryWindow);
  }

  public SecretLimits withRecoveryWindow(Duration min, Duration max) {
    return new SecretLimits(minValueBytes, maxValueBytes, maxNameBytes, min, max);
  }

  /** 1 where a service takes no empty value. */
  public int minValueBytes() {
    return minValueBytes;
  }

  public int maxValueBytes() {
    return maxValueBytes;
  }

  /** Length of a name in UTF-8. */
  public int maxNameBytes() {
    return maxNameBytes;
  }

  public Duration minRecoveryWindow() {
    return minRecoveryWindow;
  }

  public Duration maxRecoveryWindow() {
    return maxRecoveryWindow;
  }

  @Override
  public String toString() {
    return "SecretLimits[value="
        + minValueBytes
        + ".."
        + maxValueBytes
        + " bytes, name<="
        + maxNameBytes
        + " bytes, window="
        + minRecoveryWindow
        + ".."
        + maxRecoveryWindow
        + "]";
  }
}
