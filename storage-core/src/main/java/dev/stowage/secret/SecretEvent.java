package dev.stowage.secret;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.util.Optional;

/**
 * What a {@link SecretWatch} saw.
 *
 * @param kind what happened
 * @param value the new value, of the kind VALUE
 * @param version which version it is, where the service says so
 * @param failure why there is none, of the kinds NOT_FOUND and FAILED
 */
public record SecretEvent<T>(
    Kind kind,
    Optional<T> value,
    Optional<SecretVersion> version,
    Optional<StorageException> failure) {
  /** What happened. */
  public enum Kind {
    /** There is a first, a new, or after a failure again a value. */
    VALUE,
    /** There is no such secret, or no longer. */
    NOT_FOUND,
    /** It cannot be read, or not decoded; the last good value stays in force. */
    FAILED
  }

  /** For stores. */
  public static <T> SecretEvent<T> ofValue(T value, Optional<SecretVersion> version) {
    return new SecretEvent<>(Kind.VALUE, Optional.of(value), version, Optional.empty());
  }

  /** For stores. */
  public static <T> SecretEvent<T> ofFailure(StorageException failure) {
    Kind kind = failure.code() == ErrorCode.NOT_FOUND ? Kind.NOT_FOUND : Kind.FAILED;
    return new SecretEvent<>(kind, Optional.empty(), Optional.empty(), Optional.of(failure));
  }

  @Override
  public String toString() {
    return "SecretEvent[" + kind + failure.map(f -> ", " + f.code()).orElse("") + "]";
  }
}
