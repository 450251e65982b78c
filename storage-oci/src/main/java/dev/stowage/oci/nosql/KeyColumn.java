package dev.stowage.oci.nosql;

import dev.stowage.StorageException;
import java.util.Locale;
import java.util.Optional;

/** A column of the primary key, as far as keys of rows can have it. */
record KeyColumn(String name, Kind kind) {
  enum Kind {
    STRING,
    INTEGER,
    LONG,
    /** A string that the service makes up. */
    UUID,
    /** A number that the service counts up. */
    IDENTITY
  }

  /** Reads {@code name} or {@code name:type}. */
  static KeyColumn parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    if (!name.matches("[A-Za-z][A-Za-z0-9_]*")) {
      throw StorageException.invalidArgument(
          "\""
              + name
              + "\" in key= is not the name of a column; write key=id or key=user,day:long");
    }
    String type = colon < 0 ? "string" : text.substring(colon + 1);
    return of(name, type)
        .orElseThrow(
            () ->
                StorageException.invalidArgument(
                    "key column "
                        + name
                        + " has the type \""
                        + type
                        + "\"; it takes string, integer, long, uuid, identity"));
  }

  /** A column by the type that the service or a URL calls it; empty for one that keys lack. */
  static Optional<KeyColumn> of(String name, String type) {
    try {
      return Optional.of(new KeyColumn(name, Kind.valueOf(type.toUpperCase(Locale.ROOT))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  boolean isText() {
    return kind == Kind.STRING || kind == Kind.UUID;
  }

  boolean isGenerated() {
    return kind == Kind.UUID || kind == Kind.IDENTITY;
  }

  /** What DECLARE calls it. */
  String sqlType() {
    return switch (kind) {
      case STRING, UUID -> "string";
      case INTEGER -> "integer";
      case LONG, IDENTITY -> "long";
    };
  }

  /**
   * Why a part of a key cannot stand in this column, to complete "the key …"; empty when it can.
   */
  Optional<String> problem(Object part) {
    if (isText() != part instanceof String) {
      return Optional.of(
          "has "
              + (part instanceof String ? "a string" : "an integer")
              + " for column "
              + name
              + ", which is a "
              + sqlType());
    }
    if (kind == Kind.INTEGER && part instanceof Long value && value.intValue() != value) {
      return Optional.of(
          "has " + value + " for column " + name + ", which is an integer of 32 bits");
    }
    return Optional.empty();
  }
}
