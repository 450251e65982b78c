package dev.stowage.cli;

import dev.stowage.OpenOptions;
import dev.stowage.config.ConfigOptions;
import dev.stowage.config.StorageConfigs;
import dev.stowage.kv.KvStore;
import dev.stowage.secret.SecretStore;
import dev.stowage.spi.UserDirectories;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where storage configurations are kept, as options; by default with the user's settings. */
final class ConfigRegistry {
  @Option(
      names = "--rows",
      paramLabel = "URL",
      defaultValue = "${env:STOWAGE_CONFIG_ROWS}",
      description = {
        "The table that holds them; by default the environment's STOWAGE_CONFIG_ROWS, or",
        "storage-configs among the user's settings for stowage."
      })
  @Nullable String rowsUrl;

  @Option(
      names = "--secrets",
      paramLabel = "URL",
      defaultValue = "${env:STOWAGE_CONFIG_SECRETS}",
      description = {
        "The secret store that holds the sealing key; by default STOWAGE_CONFIG_SECRETS,",
        "or the same directory."
      })
  @Nullable String secretsUrl;

  @Option(names = "--organisation", paramLabel = "NAME", description = "Whose (default default).")
  String organisation = "default";

  @Option(
      names = "--token-host",
      paramLabel = "HOST",
      description = {
        "A host, besides the provider's own, that credentials may name as where to",
        "fetch tokens. Repeatable."
      })
  List<String> tokenHosts = new ArrayList<>();

  /** An open registry and the stores under it. */
  record Opened(KvStore rows, SecretStore secrets, StorageConfigs configs)
      implements AutoCloseable {
    @Override
    public void close() {
      configs.close();
      secrets.close();
      rows.close();
    }
  }

  Opened open(OpenOptions options) {
    return open(ConfigOptions.defaults().withOpenOptions(options));
  }

  Opened open(ConfigOptions given) {
    ConfigOptions options =
        given.withOrganisation(organisation).withTokenHosts(new LinkedHashSet<>(tokenHosts));
    OpenOptions open = given.openOptions();
    String directory = directoryUrl();
    KvStore rows = KvStore.open(given(rowsUrl, directory + "/configs"), open);
    try {
      SecretStore secrets = SecretStore.open(given(secretsUrl, directory), open);
      return new Opened(rows, secrets, StorageConfigs.open(rows, secrets, options));
    } catch (RuntimeException e) {
      rows.close();
      throw e;
    }
  }

  /** The directory of what was not said to be elsewhere, without a slash at its end. */
  static String directoryUrl() {
    Path directory =
        new UserDirectories(System.getenv()).configuration().resolve("storage-configs");
    String url = directory.toUri().toString();
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  /** A variable of the environment that is not set is as good as an empty one. */
  static String given(@Nullable String url, String byDefault) {
    return url == null || url.isEmpty() ? byDefault : url;
  }
}
