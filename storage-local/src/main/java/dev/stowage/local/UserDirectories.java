package dev.stowage.local;

import java.nio.file.Path;
import java.util.Map;

/** Where the embedded secrets keep what must not lie with them. */
final class UserDirectories {
  private final dev.stowage.spi.UserDirectories user;

  UserDirectories(Map<String, String> environment) {
    this.user = new dev.stowage.spi.UserDirectories(environment);
  }

  /** Master keys, each in a file of its own. */
  Path secretKeys() {
    return user.configuration().resolve("secret-keys");
  }

  /** What was last written to each vault. */
  Path secretHeads() {
    return user.state().resolve("secret-heads");
  }
}
