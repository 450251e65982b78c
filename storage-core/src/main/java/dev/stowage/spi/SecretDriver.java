package dev.stowage.spi;

import dev.stowage.secret.SecretCapabilities;
import dev.stowage.secret.SecretSelector;
import dev.stowage.secret.SecretVersion;
import dev.stowage.secret.SecretWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One vault of one secret service.
 *
 * <p>Minimal on purpose: what the portable layer can do for all providers is not here. Arguments
 * were checked and features are among the capabilities; a method whose feature is not declared is
 * never called. Every method is one request to the service unless it says otherwise, is not
 * retried, and lets the SDK's exceptions escape to {@link #classify}.
 *
 * <p>Arrays that are passed in are overwritten after the call, arrays that are returned once the
 * user is done: a driver keeps neither. Thread-safe.
 */
public interface SecretDriver extends AutoCloseable {
  /** The URL scheme, such as {@code oci-vault}; a label of telemetry. */
  String scheme();

  /** The vault's name for messages. */
  String container();

  /** Without a request, and always the same. */
  SecretCapabilities capabilities();

  /** What an exception of this driver means. Pure; never throws; never quotes a value. */
  Failure classify(Throwable thrown);

  /**
   * Why the service cannot keep a secret of this name, in words that complete "the name …"; empty
   * when it can. Length and well-formedness were checked.
   */
  Optional<String> nameProblem(String name);

  /** Whether the token of a write makes a repetition harmless at the service. */
  boolean knowsTokens();

  /**
   * Reads a version. One that is absent, or of a secret that waits for deletion, is NOT_FOUND; one
   * that is disabled is PRECONDITION_FAILED.
   */
  Content get(String name, SecretSelector selector) throws Exception;

  /** Makes a secret; ALREADY_EXISTS when there is one, also while it waits for deletion. */
  SecretVersion create(String name, byte[] value, SecretWrite how, String token) throws Exception;

  /** Adds a version; NOT_FOUND when there is no such secret or it waits for deletion. */
  SecretVersion addVersion(String name, byte[] value, SecretWrite how, String token)
      throws Exception;

  /** Makes a version current. */
  void promote(String name, String versionId) throws Exception;

  /** One page of versions in any order. */
  BlobDriver.Page<SecretVersion> versions(String name, @Nullable String cursor) throws Exception;

  /**
   * One page of names, without those that wait for deletion. A service that cannot filter by prefix
   * gives all; the portable layer drops the rest.
   */
  BlobDriver.Page<String> list(String prefix, @Nullable String cursor) throws Exception;

  /**
   * Deletes; a missing secret, or one that waits already, is NOT_FOUND or no failure, as is
   * cheaper.
   *
   * @param window null for the soonest that the service can
   * @return when it is gone for good; empty when it is gone
   */
  Optional<Instant> delete(String name, @Nullable Duration window) throws Exception;

  /** Brings back a secret that waits for deletion; NOT_FOUND when there is none. */
  void undelete(String name) throws Exception;

  void setEnabled(String name, String versionId, boolean enabled) throws Exception;

  /** Present if KEEPER is among the features. */
  Optional<Keeper> keeper();

  /** The native client of this type, or null. */
  <T> @Nullable T unwrap(Class<T> type);

  @Override
  void close();

  /** A key of the vault. The same rules as for the driver; associated data may be empty. */
  interface Keeper {
    byte[] encrypt(byte[] plaintext, byte[] associatedData) throws Exception;

    /** A ciphertext or associated data that is not what it was is INTEGRITY_FAILURE. */
    byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws Exception;

    String keyId() throws Exception;

    /** Without a request, or INTEGRITY_FAILURE. */
    String keyId(byte[] ciphertext) throws Exception;

    /** Asked only when KEY_ROTATION is among the features. */
    String rotate() throws Exception;
  }

  /**
   * A value as the service gave it.
   *
   * @param value handed over: the portable layer overwrites it
   */
  record Content(byte[] value, SecretVersion version) {
    @Override
    public String toString() {
      return "Content[****, " + version + "]";
    }
  }
}
