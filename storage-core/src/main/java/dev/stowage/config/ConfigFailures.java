package dev.stowage.config;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;

/** Failures of this package: the key of one says which parameter, or which id, it is about. */
final class ConfigFailures {
  private ConfigFailures() {}

  static StorageException argument(String parameter, String reason) {
    return StorageException.builder(ErrorCode.INVALID_ARGUMENT, reason).key(parameter).build();
  }

  /** A failure that another part found, as one of a parameter. Its cause may quote what is bad. */
  static StorageException argument(String parameter, StorageException found) {
    return argument(parameter, found.reason());
  }

  static StorageException missing(String what, String id) {
    return StorageException.builder(ErrorCode.NOT_FOUND, "there is no such " + what)
        .operation(what)
        .key(id)
        .build();
  }

  static StorageException state(String operation, String id, String reason) {
    return StorageException.builder(ErrorCode.PRECONDITION_FAILED, reason)
        .operation(operation)
        .key(id)
        .build();
  }

  static StorageException duplicate(String id) {
    return StorageException.builder(
            ErrorCode.ALREADY_EXISTS,
            "another storage configuration of the organisation has this url: " + id)
        .key(id)
        .build();
  }
}
