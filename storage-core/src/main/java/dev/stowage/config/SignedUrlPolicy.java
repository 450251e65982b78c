package dev.stowage.config;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether published results come with a signed URL, and how long it is good for. Immutable. */
public final class SignedUrlPolicy {
  /** How long a signed URL is good for when the policy does not say: an hour. */
  public static final Duration DEFAULT_LIFE = Duration.ofHours(1);

  private static final SignedUrlPolicy OFF = new SignedUrlPolicy(false, null);

  private final boolean enabled;
  private final @Nullable Duration expiry;

  private SignedUrlPolicy(boolean enabled, @Nullable Duration expiry) {
    this.enabled = enabled;
    this.expiry = expiry;
  }

  /** No signed URLs; what holds when nothing is said. */
  public static SignedUrlPolicy off() {
    return OFF;
  }

  /** Signed URLs that are good for {@link #DEFAULT_LIFE}. */
  public static SignedUrlPolicy on() {
    return new SignedUrlPolicy(true, null);
  }

  /** As enabled as before, with this life, which has a meaning only when enabled. */
  public SignedUrlPolicy withExpiry(Duration value) {
    if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.getNano() != 0) {
      throw ConfigFailures.argument(
          "signed_urls_expiry", "it is a whole number of seconds, 1 or more");
    }
    return new SignedUrlPolicy(enabled, value);
  }

  /** The same life, switched on or off. */
  public SignedUrlPolicy withEnabled(boolean value) {
    return new SignedUrlPolicy(value, expiry);
  }

  public boolean enabled() {
    return enabled;
  }

  /** What was set, if anything. */
  public Optional<Duration> expiry() {
    return Optional.ofNullable(expiry);
  }

  /** How long a signed URL is good for. */
  public Duration life() {
    return expiry == null ? DEFAULT_LIFE : expiry;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignedUrlPolicy that
        && enabled == that.enabled
        && Objects.equals(expiry, that.expiry);
  }

  @Override
  public int hashCode() {
    return Objects.hash(enabled, expiry);
  }

  @Override
  public String toString() {
    return enabled ? "signed for " + life() : "not signed";
  }
}
