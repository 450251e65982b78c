package dev.stowage.swift;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A token and where it opens the account. */
final class Session {
  private final @Nullable String token;
  private final String storageUrl;
  private final Instant expires;

  /**
   * @param token null for requests without any
   */
  Session(@Nullable String token, String storageUrl, Instant expires) {
    this.token = token;
    this.storageUrl =
        storageUrl.endsWith("/") ? storageUrl.substring(0, storageUrl.length() - 1) : storageUrl;
    this.expires = expires;
  }

  @Nullable String token() {
    return token;
  }

  /** Without a slash at the end. */
  String storageUrl() {
    return storageUrl;
  }

  Instant expires() {
    return expires;
  }

  /** Does not print the token. */
  @Override
  public String toString() {
    return "Session[" + storageUrl + ", expires=" + expires + "]";
  }
}
