package dev.stowage.cli;

import dev.stowage.StorageException;
import dev.stowage.config.ConfigOptions;
import dev.stowage.config.server.ApiTokens;
import dev.stowage.config.server.ConfigServer;
import dev.stowage.config.server.ServerOptions;
import dev.stowage.kv.KvStore;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "serve",
    description = {
      "Serve storage configurations over HTTP until interrupted; 'stowage config token' says who"
          + " may",
      "call. It speaks plain HTTP: for callers elsewhere, put a proxy with TLS in front of it."
    })
final class ConfigServeCommand implements Callable<Integer> {
  private static final String LOG_LEVEL = "org.slf4j.simpleLogger.log.dev.stowage.config";

  /** More than closing takes, whose patience is the server's and that of tests. */
  private static final int PATIENCE_SECONDS = 180;

  @Mixin CommonOptions common = new CommonOptions();

  @Mixin ConfigRegistry registry = new ConfigRegistry();

  @Mixin ConfigTokens tokens = new ConfigTokens();

  @Option(
      names = "--address",
      paramLabel = "HOST:PORT",
      description = "Where to listen (default 127.0.0.1:8420); port 0 takes a free one.")
  String address = "127.0.0.1:8420";

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "A type of url that may be used. Repeatable (default gs and s3).")
  Set<String> types = new TreeSet<>(Set.of("gs", "s3"));

  @Option(
      names = "--setting",
      paramLabel = "NAME",
      description = {
        "A setting that may be used. Repeatable (default region). With endpoint, callers",
        "choose where requests are sent."
      })
  Set<String> settings = new TreeSet<>(Set.of("region"));

  @Option(
      names = "--behind-proxy",
      description = "Take the caller's address from the last of X-Forwarded-For.")
  boolean behindProxy;

  @Option(
      names = "--max-connections",
      paramLabel = "COUNT",
      description = "Connections at a time (default 256).")
  int connections = 256;

  @Option(
      names = "--requests-per-minute",
      paramLabel = "COUNT",
      description = "Requests a minute with one token (default 600).")
  int requests = 600;

  @Override
  public Integer call() throws InterruptedException {
    if (System.getProperty(LOG_LEVEL) == null) {
      System.setProperty(LOG_LEVEL, "info");
    }
    InetSocketAddress listen = parse(address);
    CountDownLatch closed = new CountDownLatch(1);
    try (KvStore table = tokens.open(common.open());
        ConfigRegistry.Opened opened = registry.open(configOptions());
        ConfigServer server =
            ConfigServer.start(opened.configs(), ApiTokens.in(table), serverOptions(listen))) {
      // The process goes on until what was begun is finished, however it was told to end.
      Runtime.getRuntime().addShutdownHook(new Thread(() -> await(closed), "stowage-serve-end"));
      announce(server);
      new CountDownLatch(1).await();
      return 0;
    } catch (InterruptedException e) {
      // The usual end. Closing is done with the flag down, or it would wait for nothing.
      return 0;
    } finally {
      closed.countDown();
    }
  }

  private static void await(CountDownLatch closed) {
    try {
      closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void announce(ConfigServer server) {
    try (Output out = common.output()) {
      if (out.isJson()) {
        var row = Output.row();
        row.put("url", server.url());
        out.json(row);
      } else {
        out.line("listening on " + server.url());
      }
    }
    if (!server.address().getAddress().isLoopbackAddress()) {
      System.err.println(
          "stowage: credentials and tokens come here unencrypted; let nobody but a proxy with TLS"
              + " reach this address");
    }
  }

  private ConfigOptions configOptions() {
    return ConfigOptions.defaults()
        .withTypes(types)
        .withSettings(settings)
        .withOpenOptions(common.open());
  }

  private ServerOptions serverOptions(InetSocketAddress listen) {
    ServerOptions options =
        ServerOptions.defaults()
            .withAddress(listen)
            .withMaxConnections(connections)
            .withRequestsPerMinute(requests);
    return behindProxy ? options.withForwardedAddresses() : options;
  }

  static InetSocketAddress parse(String address) {
    int colon = address.lastIndexOf(':');
    String host = colon < 0 ? "" : address.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
    String port = address.substring(colon + 1);
    if (host.isEmpty() || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
      throw StorageException.invalidArgument(
          "--address is HOST:PORT, such as 127.0.0.1:8420, not " + address);
    }
    InetSocketAddress parsed = new InetSocketAddress(host, Integer.parseInt(port));
    if (parsed.isUnresolved()) {
      throw StorageException.invalidArgument("--address: there is no host " + host);
    }
    return parsed;
  }
}
