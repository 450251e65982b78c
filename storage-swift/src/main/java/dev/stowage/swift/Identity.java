package dev.stowage.swift;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Who calls, by the names that {@code clouds.yaml} uses. */
final class Identity {
  /** How the caller proves it. */
  enum Method {
    PASSWORD,
    APPLICATION,
    TOKEN,
    V1,
    NONE
  }

  private final Method method;
  private final Map<String, String> fields;

  Identity(Method method, Map<String, String> fields) {
    this.method = method;
    this.fields = Map.copyOf(fields);
  }

  Method method() {
    return method;
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  String require(String name) {
    return get(name)
        .orElseThrow(
            () ->
                StorageException.of(
                    ErrorCode.UNAUTHENTICATED,
                    "the credentials lack "
                        + name
                        + "; they have "
                        + new TreeSet<>(fields.keySet())));
  }

  /** Whether two clients act for the same user. */
  boolean sameAs(Identity other) {
    return method == other.method && fields.equals(other.fields);
  }

  @Override
  public String toString() {
    return "Identity[" + method + ", " + new TreeSet<>(fields.keySet()) + "]";
  }
}
