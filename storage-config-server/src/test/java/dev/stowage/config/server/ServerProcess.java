package dev.stowage.config.server;

import dev.stowage.config.ConfigOptions;
import dev.stowage.config.StorageConfigs;
import dev.stowage.kv.KvStore;
import dev.stowage.secret.SecretStore;
import java.util.Set;

/** A server in a process of its own: prints its port, and ends when its input does. */
final class ServerProcess {
  private ServerProcess() {}

  public static void main(String[] args) throws Exception {
    String tables = args[0];
    ServerOptions options = ServerOptions.defaults().withRequestsPerMinute(100_000);
    try (KvStore rows = KvStore.open(tables + "configs");
        KvStore tokens = KvStore.open(tables + "tokens");
        SecretStore secrets = SecretStore.open(tables + "?key=file");
        StorageConfigs configs =
            StorageConfigs.open(rows, secrets, ConfigOptions.defaults().withTypes(Set.of("mem")));
        ConfigServer server = ConfigServer.start(configs, ApiTokens.in(tokens), options)) {
      System.out.println(server.address().getPort());
      while (System.in.read() >= 0) {
        // Until the parent closes it.
      }
    }
  }
}
