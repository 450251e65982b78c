package dev.stowage.config;

import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import java.util.Map;
import java.util.Set;

/** The URL of a storage configuration: {@code type://bucket/path}, and nothing else. */
final class ConfigUrl {
  /** Longer than any bucket and key together. */
  private static final int MAX_LENGTH = 4096;

  private static final Set<String> DOCUMENTED = Set.of("gs", "s3");

  private final String given;
  private final StorageUrl parsed;

  private ConfigUrl(String given, StorageUrl parsed) {
    this.given = given;
    this.parsed = parsed;
  }

  static ConfigUrl parse(String url) {
    if (url.length() > MAX_LENGTH) {
      throw ConfigFailures.argument("url", "it is longer than " + MAX_LENGTH + " characters");
    }
    StorageUrl parsed;
    try {
      parsed = StorageUrl.parse(url);
    } catch (StorageException e) {
      throw ConfigFailures.argument("url", e);
    }
    String scheme = url.substring(0, url.indexOf(':'));
    if (!scheme.equals(parsed.scheme())) {
      throw ConfigFailures.argument("url", "its type is written " + parsed.scheme());
    }
    if (url.indexOf('?') >= 0) {
      throw ConfigFailures.argument(
          "url", "it has no parameters; region, endpoint and the like are settings");
    }
    if (!url.startsWith("//", scheme.length() + 1)) {
      throw ConfigFailures.argument("url", "it is written " + scheme + "://bucket/path");
    }
    if (DOCUMENTED.contains(scheme)) {
      if (parsed.container().isEmpty()) {
        throw ConfigFailures.argument(
            "url", "it names no bucket; it is written " + scheme + "://bucket/path");
      }
      if (parsed.container().indexOf('@') >= 0) {
        throw ConfigFailures.argument(
            "url", "credentials do not belong in it, nor does a user's name");
      }
    }
    return new ConfigUrl(url, parsed);
  }

  String type() {
    return parsed.scheme();
  }

  /** As it was given. */
  String given() {
    return given;
  }

  /** Without the one slash at its end that has no meaning. */
  String place() {
    return place(given);
  }

  static String place(String url) {
    boolean path = url.indexOf('/', url.indexOf("://") + 3) >= 0;
    return path && url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  /**
   * What no two configurations of an organisation may share: the decoded place, and the endpoint,
   * since a bucket of the same name at another service is another bucket.
   */
  String identity(Map<String, String> settings) {
    String path = parsed.path();
    String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return parsed.scheme()
        + "\n"
        + parsed.container()
        + "\n"
        + trimmed
        + "\n"
        + settings.getOrDefault("endpoint", "");
  }

  /** The URL of a result. */
  static String ofResult(String url, String name) {
    return place(url) + "/" + StorageUrl.encodeKey(name);
  }

  /** The URL with settings as parameters, to open a store with. */
  static String toOpen(String url, Map<String, String> settings) {
    StringBuilder text = new StringBuilder(url);
    char separator = '?';
    for (Map.Entry<String, String> setting : new java.util.TreeMap<>(settings).entrySet()) {
      text.append(separator)
          .append(StorageUrl.encodeKey(setting.getKey()))
          .append('=')
          .append(StorageUrl.encodeKey(setting.getValue()));
      separator = '&';
    }
    return text.toString();
  }
}
