package dev.stowage.local;

import dev.stowage.OpenOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A user whose settings and state lie in a directory of the test. */
final class TestUser {
  private final Path home;

  TestUser(Path home) {
    this.home = home;
  }

  Path keys() {
    return home.resolve("config/stowage/secret-keys");
  }

  Path heads() {
    return home.resolve("state/stowage/secret-heads");
  }

  OpenOptions options() {
    return options(Map.of());
  }

  OpenOptions options(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("HOME", home.toString());
    environment.put("XDG_CONFIG_HOME", home.resolve("config").toString());
    environment.put("XDG_STATE_HOME", home.resolve("state").toString());
    return OpenOptions.defaults().withEnvironment(environment);
  }

  static String url(Path directory) {
    String url = directory.toUri().toString();
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
