package dev.stowage.spi;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the user's programs keep settings and state, by the XDG rules. */
public final class UserDirectories {
  private static final boolean WINDOWS =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

  private final Map<String, String> environment;

  public UserDirectories(Map<String, String> environment) {
    this.environment = environment;
  }

  /** {@code $XDG_CONFIG_HOME/stowage} or {@code ~/.config/stowage}. */
  public Path configuration() {
    return below("XDG_CONFIG_HOME", "APPDATA", ".config");
  }

  /** {@code $XDG_STATE_HOME/stowage} or {@code ~/.local/state/stowage}. */
  public Path state() {
    return below("XDG_STATE_HOME", "LOCALAPPDATA", ".local/state");
  }

  private Path below(String variable, String windowsVariable, String byDefault) {
    String set = environment.get(WINDOWS ? windowsVariable : variable);
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
