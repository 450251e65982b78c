package dev.stowage.cli;

import dev.stowage.OpenOptions;
import dev.stowage.kv.KvStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the tokens of the service are kept, as an option. */
final class ConfigTokens {
  @Option(
      names = "--tokens",
      paramLabel = "URL",
      defaultValue = "${env:STOWAGE_CONFIG_TOKENS}",
      description = {
        "The table that holds hashes of tokens; by default the environment's",
        "STOWAGE_CONFIG_TOKENS, or beside the storage configurations of the user."
      })
  @Nullable String url;

  /** The caller closes it. */
  KvStore open(OpenOptions options) {
    return KvStore.open(
        ConfigRegistry.given(url, ConfigRegistry.directoryUrl() + "/tokens"), options);
  }
}
