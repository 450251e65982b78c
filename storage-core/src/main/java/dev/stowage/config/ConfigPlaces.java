package dev.stowage.config;

import dev.stowage.Credentials;
import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobStore;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Opens the places of configurations, and says before any request what cannot be one. */
final class ConfigPlaces {
  /** Of no use to anybody without credentials. */
  private static final Set<String> NEED_CREDENTIALS = Set.of("gs", "s3");

  /** Credentials stand in a configuration of their own, never in a file of this machine. */
  private static final Set<String> NEVER = Set.of("credential", "token-hosts");

  private final ConfigOptions options;

  ConfigPlaces(ConfigOptions options) {
    this.options = options;
  }

  /**
   * @throws StorageException INVALID_ARGUMENT; its key is the parameter: url, credentials,
   *     settings, signed_urls_enabled or signed_urls_expiry
   */
  void check(
      ConfigUrl url,
      Map<String, String> settings,
      Credentials credentials,
      SignedUrlPolicy policy) {
    if (!options.types().isEmpty() && !options.types().contains(url.type())) {
      throw ConfigFailures.argument(
          "url",
          "its type is one of "
              + String.join(", ", new java.util.TreeSet<>(options.types()))
              + ", not "
              + url.type());
    }
    settings.forEach(this::checkSetting);
    if (credentials.isAnonymous() && NEED_CREDENTIALS.contains(url.type())) {
      throw ConfigFailures.argument(
          "credentials", "a " + url.type() + ": url cannot be without them");
    }
    try {
      CredentialsFile.check("given", credentials);
    } catch (StorageException e) {
      throw ConfigFailures.argument("credentials", e);
    }
    checkOpening(url, settings, credentials, policy);
  }

  private void checkSetting(String name, String value) {
    if (NEVER.contains(name) || !options.allowsSetting(name)) {
      throw ConfigFailures.argument("settings", "\"" + name + "\" cannot be set here");
    }
    if (value.isEmpty()) {
      throw ConfigFailures.argument("settings", "\"" + name + "\" has no value");
    }
  }

  private void checkOpening(
      ConfigUrl url,
      Map<String, String> settings,
      Credentials credentials,
      SignedUrlPolicy policy) {
    try (BlobStore store = open(url.given(), settings, credentials)) {
      checkPolicy(store, policy);
    } catch (StorageException e) {
      if (e.key().isPresent()) {
        throw e;
      }
      if (fails(url.given(), Map.of())) {
        throw ConfigFailures.argument("url", e);
      }
      if (fails(url.given(), settings)) {
        throw ConfigFailures.argument("settings", e);
      }
      throw ConfigFailures.argument(
          "credentials", "they do not fit a " + url.type() + ": url: " + e.reason());
    }
  }

  /** Whether a place cannot be opened whatever the credentials. */
  private boolean fails(String url, Map<String, String> settings) {
    try (BlobStore store = open(url, settings, Credentials.anonymous())) {
      return false;
    } catch (StorageException e) {
      return e.code() != ErrorCode.UNAUTHENTICATED;
    }
  }

  private static void checkPolicy(BlobStore store, SignedUrlPolicy policy) {
    if (policy.enabled() && store.urlSigner().isEmpty()) {
      throw ConfigFailures.argument(
          "signed_urls_enabled", "nothing at this url can be signed with these credentials");
    }
    Duration longest = store.capabilities().limits().maxSignedUrlLife();
    if ((policy.enabled() || policy.expiry().isPresent()) && policy.life().compareTo(longest) > 0) {
      throw ConfigFailures.argument(
          "signed_urls_expiry",
          "it is at most " + longest.toSeconds() + " seconds, not " + policy.life().toSeconds());
    }
  }

  BlobStore open(String url, Map<String, String> settings, Credentials credentials) {
    return open(url, settings, credentials, options.openOptions());
  }

  /** The store at the path of a configuration; no request. The caller closes it. */
  BlobStore open(
      String url, Map<String, String> settings, Credentials credentials, OpenOptions with) {
    return BlobStore.open(
        ConfigUrl.toOpen(url, settings),
        with.withCredentials(credentials).withTokenHosts(options.tokenHosts()));
  }
}
