package dev.stowage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** Facts about this library itself. */
public final class Stowage {
  private Stowage() {}

  /** The version of storage-core, such as {@code 1.2.0}. */
  public static String version() {
    Properties properties = new Properties();
    try (InputStream in = Stowage.class.getResourceAsStream("version.properties")) {
      properties.load(Objects.requireNonNull(in, "version.properties"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "unknown");
  }
}
