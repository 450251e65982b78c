package dev.stowage.config;

import dev.stowage.Credentials;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes of a storage configuration; what is not named stays. Immutable. */
public final class ConfigUpdate {
  private static final ConfigUpdate NONE = new ConfigUpdate(null, null, null, null, null);

  private final @Nullable String url;
  private final @Nullable Credentials credentials;
  private final @Nullable SignedUrlPolicy signedUrls;
  private final @Nullable Map<String, String> settings;
  private final @Nullable ConfigState state;

  private ConfigUpdate(
      @Nullable String url,
      @Nullable Credentials credentials,
      @Nullable SignedUrlPolicy signedUrls,
      @Nullable Map<String, String> settings,
      @Nullable ConfigState state) {
    this.url = url;
    this.credentials = credentials;
    this.signedUrls = signedUrls;
    this.settings = settings;
    this.state = state;
  }

  /** Nothing yet; the registry refuses it. */
  public static ConfigUpdate none() {
    return NONE;
  }

  /** Another place of the same type. */
  public ConfigUpdate withUrl(String value) {
    return new ConfigUpdate(value, credentials, signedUrls, settings, state);
  }

  public ConfigUpdate withCredentials(Credentials value) {
    return new ConfigUpdate(url, value, signedUrls, settings, state);
  }

  public ConfigUpdate withSignedUrls(SignedUrlPolicy value) {
    return new ConfigUpdate(url, credentials, value, settings, state);
  }

  /** All parameters of the store, instead of those it has. */
  public ConfigUpdate withSettings(Map<String, String> value) {
    return new ConfigUpdate(url, credentials, signedUrls, Map.copyOf(value), state);
  }

  /**
   * {@link ConfigState#NEW}, which tests it again, or {@link ConfigState#DEACTIVATED}.
   *
   * @throws dev.stowage.StorageException INVALID_ARGUMENT for the others, which only tests give
   */
  public ConfigUpdate withState(ConfigState value) {
    if (value != ConfigState.NEW && value != ConfigState.DEACTIVATED) {
      throw ConfigFailures.argument(
          "state", "it can be set to new or deactivated; a test finds out whether it is valid");
    }
    return new ConfigUpdate(url, credentials, signedUrls, settings, value);
  }

  /** Whether nothing but the state changes. */
  boolean isStateOnly() {
    return state != null && withoutState().isEmpty();
  }

  private ConfigUpdate withoutState() {
    return new ConfigUpdate(url, credentials, signedUrls, settings, null);
  }

  public boolean isEmpty() {
    return url == null
        && credentials == null
        && signedUrls == null
        && settings == null
        && state == null;
  }

  public Optional<String> url() {
    return Optional.ofNullable(url);
  }

  public Optional<Credentials> credentials() {
    return Optional.ofNullable(credentials);
  }

  public Optional<SignedUrlPolicy> signedUrls() {
    return Optional.ofNullable(signedUrls);
  }

  public Optional<Map<String, String>> settings() {
    return Optional.ofNullable(settings);
  }

  public Optional<ConfigState> state() {
    return Optional.ofNullable(state);
  }

  /** What changes, without values of credentials. */
  @Override
  public String toString() {
    return "ConfigUpdate[url=" + url + ", credentials=" + credentials + ", state=" + state + "]";
  }
}
