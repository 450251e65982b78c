package dev.stowage;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Named secret values that identify a caller, such as {@code access_key_id} and {@code
 * secret_access_key}; each provider module documents the names it reads.
 *
 * <p>Immutable. {@link #toString()} prints the names only. Most callers never build one: every
 * provider finds credentials by its ecosystem's own chain.
 */
public final class Credentials {
  private static final Credentials ANONYMOUS = new Credentials(Map.of());

  private final Map<String, String> fields;

  private Credentials(Map<String, String> fields) {
    this.fields = Map.copyOf(fields);
  }

  /** Sends requests without any credential, as public buckets allow. */
  public static Credentials anonymous() {
    return ANONYMOUS;
  }

  /** An access key and its secret, under the names of the S3 world. */
  public static Credentials keys(String accessKeyId, String secretAccessKey) {
    return of(Map.of("access_key_id", accessKeyId, "secret_access_key", secretAccessKey));
  }

  /** An access key, its secret and the token of a session. */
  public static Credentials session(String accessKeyId, String secretAccessKey, String token) {
    return of(
        Map.of(
            "access_key_id",
            accessKeyId,
            "secret_access_key",
            secretAccessKey,
            "session_token",
            token));
  }

  /**
   * Any set of named values.
   *
   * @throws StorageException INVALID_ARGUMENT when the map is empty
   */
  public static Credentials of(Map<String, String> fields) {
    if (fields.isEmpty()) {
      throw StorageException.invalidArgument(
          "credentials have no field; use Credentials.anonymous() for requests without any");
    }
    return new Credentials(fields);
  }

  /** These and one field more, or with another value. */
  public Credentials with(String name, String value) {
    Map<String, String> more = fields();
    more.put(name, value);
    return new Credentials(more);
  }

  public boolean isAnonymous() {
    return fields.isEmpty();
  }

  /** The value of one field. */
  public Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /**
   * The value of a field that must be there.
   *
   * @throws StorageException UNAUTHENTICATED naming the field, and the fields that are there
   */
  public String require(String name) {
    return field(name)
        .orElseThrow(
            () ->
                StorageException.of(
                    ErrorCode.UNAUTHENTICATED,
                    "credentials lack the field "
                        + name
                        + "; they have "
                        + new TreeSet<>(fields.keySet())));
  }

  /** The fields by name, in order of name. A copy: it cannot change these credentials. */
  public Map<String, String> fields() {
    return new TreeMap<>(fields);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Credentials that && fields.equals(that.fields);
  }

  @Override
  public int hashCode() {
    return fields.keySet().hashCode();
  }

  @Override
  public String toString() {
    return isAnonymous()
        ? "Credentials(anonymous)"
        : "Credentials" + new TreeSet<>(fields.keySet());
  }
}
