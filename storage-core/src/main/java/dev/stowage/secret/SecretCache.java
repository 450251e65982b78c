package dev.stowage.secret;

/**
 * A store that keeps the values it read for a while.
 *
 * <p>Everything but {@code get} goes to the store behind it; a change made through the cache is
 * seen at once, one made elsewhere once the time to live is over. A watch looks past the cache.
 * Closing it overwrites what it keeps and closes the store behind it.
 */
public interface SecretCache extends SecretStore {
  /** Forgets a secret, so that the next {@code get} asks the service; say so after a 401. */
  void refresh(String name);

  /** Forgets all secrets. */
  void refreshAll();
}
