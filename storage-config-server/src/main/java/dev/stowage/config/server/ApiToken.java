package dev.stowage.config.server;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a token; not the token.
 *
 * @param id its beginning, which is no secret
 * @param organisation whose configurations it opens
 * @param name what it is for, in its owner's words
 * @param created to the second
 * @param expires when it stops working, if it does
 */
public record ApiToken(
    String id,
    String organisation,
    String name,
    Set<Scope> scopes,
    Instant created,
    Optional<Instant> expires) {
  public ApiToken {
    scopes = Set.copyOf(scopes);
  }

  boolean isExpired(Instant now) {
    return expires.map(end -> !now.isBefore(end)).orElse(false);
  }
}
