package dev.stowage.secret;

import dev.stowage.StorageException;
import java.time.Duration;

/** How long and how many values a {@link SecretCache} keeps. Immutable. */
public final class CacheOptions {
  private static final int DEFAULT_ENTRIES = 1000;

  private final Duration ttl;
  private final Duration staleFor;
  private final int maxEntries;

  private CacheOptions(Duration ttl, Duration staleFor, int maxEntries) {
    this.ttl = ttl;
    this.staleFor = staleFor;
    this.maxEntries = maxEntries;
  }

  /** Values are served for this long without a request; at most 1000 are kept, never stale. */
  public static CacheOptions ttl(Duration ttl) {
    if (ttl.isNegative() || ttl.isZero()) {
      throw StorageException.invalidArgument("time to live must be longer than zero, not " + ttl);
    }
    return new CacheOptions(ttl, Duration.ZERO, DEFAULT_ENTRIES);
  }

  /**
   * When a value cannot be refreshed because the service is unreachable, overloaded or failing,
   * serves the old one for this much longer than its time to live. Any other failure, such as a
   * secret that is gone or permission that was withdrawn, is never covered up.
   */
  public CacheOptions withServeStaleOnFailure(Duration staleFor) {
    if (staleFor.isNegative()) {
      throw StorageException.invalidArgument("values cannot be stale for " + staleFor);
    }
    return new CacheOptions(ttl, staleFor, maxEntries);
  }

  /** Beyond this many the value that was not used for longest goes. */
  public CacheOptions withMaxEntries(int value) {
    if (value < 1) {
      throw StorageException.invalidArgument("a cache needs room for 1 value, not " + value);
    }
    return new CacheOptions(ttl, staleFor, value);
  }

  public Duration ttl() {
    return ttl;
  }

  /** Zero when stale values are never served. */
  public Duration staleFor() {
    return staleFor;
  }

  public int maxEntries() {
    return maxEntries;
  }

  @Override
  public String toString() {
    return "CacheOptions[ttl=" + ttl + ", staleFor=" + staleFor + ", entries=" + maxEntries + "]";
  }
}
