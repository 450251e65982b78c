package dev.stowage.local;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the user's programs keep settings and state, by the XDG rules. */
final class UserDirectories {
  private final Map<String, String> environment;

  UserDirectories(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Master keys, each in a file of its own. */
  Path secretKeys() {
    return below("XDG_CONFIG_HOME", "APPDATA", ".config").resolve("secret-keys");
  }

  /** What was last written to each vault. */
  Path secretHeads() {
    return below("XDG_STATE_HOME", "LOCALAPPDATA", ".local/state").resolve("secret-heads");
  }

  private Path below(String variable, String windowsVariable, String byDefault) {
    String set = environment.get(FileSystemFacts.isWindows() ? windowsVariable : variable);
    // The rules say to ignore what is relative.
    Path base = isAbsolute(set) ? Path.of(set) : home().resolve(byDefault);
    return base.resolve("stowage");
  }

  private Path home() {
    String set = environment.get("HOME");
    return isAbsolute(set) ? Path.of(set) : Path.of(System.getProperty("user.home", "."));
  }

  @org.jspecify.annotations.NullUnmarked
  private static boolean isAbsolute(@Nullable String path) {
    return path != null && !path.isEmpty() && Path.of(path).isAbsolute();
  }
}
