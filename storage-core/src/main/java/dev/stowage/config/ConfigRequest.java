package dev.stowage.config;

import dev.stowage.Credentials;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a storage configuration is created from. Immutable; nothing is checked before it is used.
 */
public final class ConfigRequest {
  private final String url;
  private final Credentials credentials;
  private final SignedUrlPolicy signedUrls;
  private final Map<String, String> settings;

  private ConfigRequest(
      String url,
      Credentials credentials,
      SignedUrlPolicy signedUrls,
      Map<String, String> settings) {
    this.url = url;
    this.credentials = credentials;
    this.signedUrls = signedUrls;
    this.settings = settings;
  }

  /**
   * Results go to this URL with these credentials, without signed URLs.
   *
   * @param url {@code type://bucket/path}, without parameters; a slash at its end has no meaning
   * @param credentials see {@link CredentialsFile}; {@link Credentials#anonymous()} for a place
   *     that takes none, such as {@code file:}
   */
  public static ConfigRequest of(String url, Credentials credentials) {
    return new ConfigRequest(url, credentials, SignedUrlPolicy.off(), Map.of());
  }

  public ConfigRequest withSignedUrls(SignedUrlPolicy value) {
    return new ConfigRequest(url, credentials, value, settings);
  }

  /** A parameter of the store, such as {@code region} or {@code endpoint}. */
  public ConfigRequest withSetting(String name, String value) {
    Map<String, String> more = new TreeMap<>(settings);
    more.put(name, value);
    return withSettings(more);
  }

  /** All parameters of the store, instead of those so far. */
  public ConfigRequest withSettings(Map<String, String> value) {
    return new ConfigRequest(url, credentials, signedUrls, Map.copyOf(value));
  }

  public String url() {
    return url;
  }

  public Credentials credentials() {
    return credentials;
  }

  public SignedUrlPolicy signedUrls() {
    return signedUrls;
  }

  public Map<String, String> settings() {
    return settings;
  }

  /** The URL only. */
  @Override
  public String toString() {
    return "ConfigRequest[" + url + "]";
  }
}
