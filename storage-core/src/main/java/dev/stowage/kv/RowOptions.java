package dev.stowage.kv;

import dev.stowage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a write is done with. Immutable; everything is optional. */
public final class RowOptions {
  private static final RowOptions DEFAULTS = new RowOptions(null, null, null, false);

  private final @Nullable Revision revision;
  private final @Nullable Duration ttl;
  private final @Nullable Instant expiry;
  private final boolean noExpiry;

  private RowOptions(
      @Nullable Revision revision,
      @Nullable Duration ttl,
      @Nullable Instant expiry,
      boolean noExpiry) {
    this.revision = revision;
    this.ttl = ttl;
    this.expiry = expiry;
    this.noExpiry = noExpiry;
  }

  /**
   * No condition. A whole-row write never expires; a change of some fields leaves the expiry as it
   * is.
   */
  public static RowOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Writes only if the row is still at this revision; otherwise the call fails with
   * PRECONDITION_FAILED and changes nothing.
   */
  public RowOptions ifRevision(Revision value) {
    return new RowOptions(value, ttl, expiry, noExpiry);
  }

  /**
   * Lets the row go by itself after this long.
   *
   * @throws StorageException INVALID_ARGUMENT unless it is longer than zero
   */
  public RowOptions withTtl(Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw StorageException.invalidArgument("ttl must be longer than zero, not " + value);
    }
    return new RowOptions(revision, value, null, false);
  }

  /** Lets the row go by itself at this time, which must be in the future. */
  public RowOptions withExpiry(Instant value) {
    return new RowOptions(revision, null, value, false);
  }

  /** Takes an expiry away, also where the default would keep it. */
  public RowOptions withNoExpiry() {
    return new RowOptions(revision, null, null, true);
  }

  public Optional<Revision> requiredRevision() {
    return Optional.ofNullable(revision);
  }

  public Optional<Duration> ttl() {
    return Optional.ofNullable(ttl);
  }

  public Optional<Instant> expiry() {
    return Optional.ofNullable(expiry);
  }

  /** Whether {@link #withNoExpiry()} was said. */
  public boolean noExpiry() {
    return noExpiry;
  }

  @Override
  public String toString() {
    return "RowOptions[ifRevision=" + revision + ", ttl=" + ttl + ", expiry=" + expiry + "]";
  }
}
