package dev.stowage.secret;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.portable.SecretOpening;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Named secrets of one vault.
 *
 * <p>Values are read whole and are small; for anything larger keep a blob and its key here. Names
 * are opaque text, never rewritten; one that the service cannot keep is {@code INVALID_ARGUMENT}.
 * No failure, log or event ever holds a value.
 *
 * <p>Thread-safe, and safe to call from virtual threads. Every call blocks; interrupting the thread
 * cancels its call ({@link ErrorCode#CANCELLED}) and leaves the store usable. Every failure is a
 * {@link StorageException}. Close it when done.
 */
public interface SecretStore extends AutoCloseable {
  /** Opens a store by URL, such as {@code oci-vault://vault-ocid}; no request. */
  static SecretStore open(String url) {
    return open(url, OpenOptions.defaults());
  }

  /**
   * Opens a store by URL.
   *
   * @throws StorageException INVALID_ARGUMENT when the URL is malformed, its scheme is not
   *     installed, or it has a parameter that the provider does not know
   */
  static SecretStore open(String url, OpenOptions options) {
    return SecretOpening.store(url, options);
  }

  static SecretStore open(URI url, OpenOptions options) {
    return open(url.toString(), options);
  }

  /** Reads the current version. The caller closes the value. */
  default SecretValue get(String name) {
    return get(name, SecretSelector.current());
  }

  /**
   * Reads a version. The caller closes the value.
   *
   * @throws StorageException NOT_FOUND for a secret or version that does not exist or is deleted;
   *     PRECONDITION_FAILED for a version that is disabled
   */
  SecretValue get(String name, SecretSelector selector);

  /**
   * Makes a new secret; the value stays the caller's to close.
   *
   * @throws StorageException ALREADY_EXISTS when there is one, also while it waits for its deletion
   */
  SecretVersion create(String name, SecretValue value);

  /** Writes a new version, which becomes current; makes the secret if there is none. */
  default SecretVersion put(String name, SecretValue value) {
    return put(name, value, SecretWrite.defaults());
  }

  /**
   * Writes a new version; the value stays the caller's to close.
   *
   * @throws StorageException TOO_LARGE before any request for a value above the limit;
   *     ALREADY_EXISTS when the secret waits for its deletion
   */
  SecretVersion put(String name, SecretValue value, SecretWrite how);

  /** Makes a version current: a pending one, or an old one to go back to. */
  void promote(String name, String versionId);

  /** All versions, newest first; never their values. */
  List<SecretVersion> versions(String name);

  /**
   * The names that start with the prefix, without those that wait for deletion; lazy. Each stands
   * once; their order is the service's.
   */
  Stream<String> list(String prefix);

  /**
   * Deletes a secret with all its versions: at once where the service can, else after its shortest
   * window. One that does not exist is no failure.
   *
   * @return when it is gone for good; empty when it is gone
   */
  Optional<Instant> delete(String name);

  /**
   * Deletes a secret at the end of a window, in which nobody can read it but {@link #undelete} can
   * bring it back.
   *
   * @return when it is gone for good; empty when there was none
   * @throws StorageException UNSUPPORTED without {@link SecretFeature#RECOVERY_WINDOW}
   */
  Optional<Instant> delete(String name, Duration window);

  /**
   * Brings back a secret that waits for its deletion.
   *
   * @throws StorageException NOT_FOUND when there is none; UNSUPPORTED without {@link
   *     SecretFeature#UNDELETE}
   */
  void undelete(String name);

  /** Makes a version unreadable until it is enabled. */
  void disable(String name, String versionId);

  void enable(String name, String versionId);

  /** Keeps values for this long. */
  default SecretCache cached(Duration ttl) {
    return cached(CacheOptions.ttl(ttl));
  }

  SecretCache cached(CacheOptions options);

  /**
   * A view of those names only that the list allows; any other is PERMISSION_DENIED without a
   * request. It shares this store, needs no closing, and has neither keeper nor native client.
   */
  SecretStore restrictedTo(Predicate<String> allowed);

  /** A view of the names that start with one of these prefixes. */
  default SecretStore restrictedTo(List<String> prefixes) {
    List<String> copy = List.copyOf(prefixes);
    return restrictedTo(name -> copy.stream().anyMatch(name::startsWith));
  }

  /** Watches the current version. */
  default SecretWatch<SecretValue> watch(String name) {
    return watch(name, WatchOptions.defaults());
  }

  default SecretWatch<SecretValue> watch(String name, WatchOptions options) {
    return watch(name, options, SecretValue::copy);
  }

  /** Watches a version and decodes its value. No request before the first {@code next()}. */
  <T> SecretWatch<T> watch(String name, WatchOptions options, SecretDecoder<T> decoder);

  /** Encrypts with a key of this vault, where there is one. */
  Optional<SecretKeeper> keeper();

  /** Without a request. */
  SecretCapabilities capabilities();

  /** The provider's own client, if it is of this type. */
  <T> Optional<T> unwrap(Class<T> type);

  /** Frees connections. Values already read stay readable. Closing again does nothing. */
  @Override
  void close();
}
