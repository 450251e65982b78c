package dev.stowage.swift;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keystone and Swift on one socket: tokens with a life of an hour, and answers by script. What is
 * not scripted is a success of the plainest kind.
 */
final class ScriptedSwift implements AutoCloseable {
  static final String PASSWORD = "pass-phrase-of-the-test";

  private record Answer(int status, String body, String[] headers) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Deque<Answer>> script = new ConcurrentHashMap<>();
  private final List<String> paths = java.util.Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger logins = new AtomicInteger();
  private final AtomicInteger refusals = new AtomicInteger();
  private volatile boolean refusingLogins;
  private volatile boolean takingNoToken;
  private volatile String token = "none";
  private volatile String lastLogin = "";

  ScriptedSwift() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  Map<String, String> environment() {
    return Map.of(
        "OS_AUTH_URL",
        url(),
        "OS_USERNAME",
        "user",
        "OS_PASSWORD",
        PASSWORD,
        "OS_PROJECT_NAME",
        "project");
  }

  int logins() {
    return logins.get();
  }

  String lastLogin() {
    return lastLogin;
  }

  int refusals() {
    return refusals.get();
  }

  List<String> paths() {
    return List.copyOf(paths);
  }

  /** The token in use is good no longer. */
  void revoke() {
    token = "revoked";
  }

  void refuseLogins() {
    refusingLogins = true;
  }

  void takeNoToken() {
    takingNoToken = true;
  }

  /** The next request of this method to the account, or below, is answered so. */
  void answer(String method, int status, String body, String... headers) {
    script.computeIfAbsent(method, m -> new ArrayDeque<>()).add(new Answer(status, body, headers));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] request = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getRawPath();
      if (path.equals("/v3/auth/tokens")) {
        logIn(exchange, new String(request, StandardCharsets.UTF_8));
      } else {
        paths.add(path);
        String given = exchange.getRequestHeaders().getFirst("X-Auth-Token");
        if (takingNoToken || !token.equals(given)) {
          refusals.incrementAndGet();
          send(exchange, new Answer(401, "<html>Unauthorized</html>", new String[0]));
        } else {
          send(exchange, next(exchange.getRequestMethod(), path, request));
        }
      }
    }
  }

  private void logIn(HttpExchange exchange, String body) throws IOException {
    logins.incrementAndGet();
    lastLogin = body;
    if (refusingLogins || !body.contains(PASSWORD)) {
      String words =
          "{\"error\": {\"code\": 401, \"message\": \"The request requires authentication.\"}}";
      send(exchange, new Answer(401, words, new String[0]));
      return;
    }
    token = "token-" + logins.get();
    String catalogue =
        "[{\"type\": \"object-store\", \"name\": \"swift\", \"endpoints\": ["
            + endpoint("public", "/v1/AUTH_x")
            + ", "
            + endpoint("internal", "/internal")
            + "]}]";
    String json =
        "{\"token\": {\"methods\": [\"password\"], \"expires_at\": \""
            + Instant.now().plusSeconds(3600)
            + "\", \"catalog\": "
            + catalogue
            + "}}";
    send(exchange, new Answer(201, json, new String[] {"X-Subject-Token", token}));
  }

  private String endpoint(String side, String path) {
    return String.format(
        "{\"interface\": \"%s\", \"region\": \"One\", \"region_id\": \"One\", \"url\": \"%s\"}",
        side, url() + path);
  }

  private Answer next(String method, String path, byte[] body) {
    boolean ofContainer = path.split("/").length <= 4;
    Deque<Answer> answers = script.getOrDefault(method, new ArrayDeque<>());
    synchronized (answers) {
      if (!answers.isEmpty()) {
        return answers.remove();
      }
    }
    if (method.equals("HEAD") && path.contains("_segments")) {
      return new Answer(404, "", new String[0]);
    }
    return switch (method) {
      case "PUT" -> new Answer(201, "", new String[] {"Etag", md5(body)});
      case "DELETE" -> new Answer(204, "", new String[0]);
      default -> new Answer(ofContainer ? 204 : 200, "", new String[] {"Etag", md5(new byte[0])});
    };
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("X-Trans-Id", "tx-scripted");
    for (int i = 0; i < answer.headers().length; i += 2) {
      exchange.getResponseHeaders().set(answer.headers()[i], answer.headers()[i + 1]);
    }
    boolean none = exchange.getRequestMethod().equals("HEAD") || answer.status() == 204;
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", "0");
    }
    exchange.sendResponseHeaders(answer.status(), none ? -1 : body.length == 0 ? -1 : body.length);
    if (!none && body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
