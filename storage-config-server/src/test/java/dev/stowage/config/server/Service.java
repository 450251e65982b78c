package dev.stowage.config.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stowage.OpenOptions;
import dev.stowage.config.ConfigOptions;
import dev.stowage.config.StorageConfigs;
import dev.stowage.kv.Document;
import dev.stowage.kv.KvStore;
import dev.stowage.secret.SecretStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A server whose tables are in memory, and a caller with every scope. */
final class Service implements AutoCloseable {
  static final String USER_SECRET = "hidden-" + UUID.randomUUID();

  /** Every secret of every test so far, for the test that looks for them in the log. */
  private static final List<String> SECRETS = new ArrayList<>(List.of(USER_SECRET));

  final KvStore rows;
  final KvStore tokenRows;
  final SecretStore secrets;
  final StorageConfigs configs;
  final ApiTokens tokens;
  final ConfigServer server;
  final String token;

  Service() {
    this(ServerOptions.defaults().withRefusalsPerMinute(100_000).withRequestsPerMinute(100_000));
  }

  Service(ServerOptions options) {
    this(options, "mem:", "mem:");
  }

  /**
   * @param tables what the tables' names are added to
   */
  Service(ServerOptions options, String tables, String vault) {
    rows = KvStore.open(tables.equals("mem:") ? tables : tables + "configs");
    tokenRows = KvStore.open(tables.equals("mem:") ? tables : tables + "tokens");
    secrets = SecretStore.open(vault);
    configs = StorageConfigs.open(rows, secrets, configOptions());
    tokens = ApiTokens.in(tokenRows, options.pacer());
    server = ConfigServer.start(configs, tokens, options);
    token = token("acme", EnumSet.allOf(Scope.class));
  }

  private static ConfigOptions configOptions() {
    Map<String, String> environment =
        Map.of("AWS_EC2_METADATA_DISABLED", "true", "AWS_REGION", "us-east-1");
    return ConfigOptions.defaults()
        .withTypes(Set.of("mem", "s3", "gs"))
        .withSettings(Set.of("region", "endpoint", "create"))
        .withTokenHosts(Set.of("127.0.0.1"))
        .withOpenOptions(
            OpenOptions.defaults()
                .withEnvironment(environment)
                .withDeadline(Duration.ofSeconds(20)));
  }

  String token(String organisation, Set<Scope> scopes) {
    return secret(tokens.create(organisation, "test", scopes).text());
  }

  /** Notes a secret, so that its traces are looked for. */
  static String secret(String value) {
    synchronized (SECRETS) {
      SECRETS.add(value);
    }
    return value;
  }

  static List<String> allSecrets() {
    synchronized (SECRETS) {
      return List.copyOf(SECRETS);
    }
  }

  /** A place in memory that nobody else uses. */
  static String place() {
    return "mem://c-" + UUID.randomUUID() + "/results";
  }

  /** What creates a configuration at a place in memory. */
  static String body(String url) {
    return "{\"url\":\""
        + url
        + "\",\"credentials\":{\"user_name\":\"me\",\"token\":\""
        + USER_SECRET
        + "\"}}";
  }

  /** A request as it is on the wire, with a token unless the headers have another. */
  byte[] request(String method, String target, Map<String, String> headers, Optional<String> body) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("Host", "127.0.0.1");
    all.put("Authorization", "Token " + token);
    body.ifPresent(
        text -> {
          all.put("Content-Type", "application/json");
          all.put("Content-Length", String.valueOf(text.getBytes(UTF_8).length));
        });
    headers.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            all.remove(name);
          } else {
            all.put(name, value);
          }
        });
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    all.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return (head + "\r\n" + body.orElse("")).getBytes(UTF_8);
  }

  Wire wire() throws IOException {
    return new Wire(server.address());
  }

  Wire.Reply send(byte[] request) throws IOException {
    try (Wire wire = wire()) {
      wire.write(request);
      return wire.read(new String(request, 0, 5, UTF_8).equals("HEAD "));
    }
  }

  Wire.Reply get(String target) throws IOException {
    return call("GET", target, Map.of());
  }

  Wire.Reply call(String method, String target, Map<String, String> headers) throws IOException {
    return send(request(method, target, headers, Optional.empty()));
  }

  Wire.Reply post(String target, String body) throws IOException {
    return post(target, body, Map.of());
  }

  Wire.Reply post(String target, String body, Map<String, String> headers) throws IOException {
    return send(request("POST", target, headers, Optional.of(body)));
  }

  /** Creates one, and waits for its test. */
  Document created(String url) throws IOException {
    Wire.Reply made = post("/configs/storage", body(url));
    if (made.status() != 201) {
      throw new AssertionError("not created: " + made);
    }
    return tested(made.json().string("id").orElseThrow());
  }

  /** The configuration when its test is over. */
  Document tested(String id) throws IOException {
    Document config = get("/configs/storage/" + id).json();
    for (int i = 0; i < 6 && config.string("state").orElseThrow().equals("new"); i++) {
      String task = config.string("task").orElseThrow();
      call("GET", "/tasks/" + task, Map.of("Ricloud-Await", "10"));
      config = get("/configs/storage/" + id).json();
    }
    return config;
  }

  @Override
  public void close() {
    server.close();
    configs.close();
    secrets.close();
    tokenRows.close();
    rows.close();
  }
}
