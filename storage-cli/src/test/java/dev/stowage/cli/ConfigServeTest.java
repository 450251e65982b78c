package dev.stowage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Serving storage configurations, and tokens for it. */
@Timeout(300)
class ConfigServeTest {
  private static final String BODY =
      """
      {"url": "s3://my-bucket/results", "credentials":
       {"access_key_id": "AKIAIOSFODNN7EXAMPLE", "secret_access_key": "hidden-secret-key"}}
      """;

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir Path directory;

  private CommandRun run(String... args) throws Exception {
    return CommandRun.in(directory, new byte[0], args);
  }

  /** A server on a free port, whose log goes to a file. */
  private Process serve(Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "config",
                "serve",
                "--address",
                "127.0.0.1:0")
            .directory(directory.toFile())
            .redirectError(log.toFile());
    builder.environment().put("XDG_STATE_HOME", directory.resolve(".state").toString());
    builder.environment().put("XDG_CONFIG_HOME", directory.resolve(".config").toString());
    return builder.start();
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String token) throws Exception {
    return http.send(
        request.header("Authorization", "Token " + token).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void serve_untilItIsToldToEnd() throws Exception {
    String token = run("config", "token", "create", "--name", "test").text().strip();
    Path log = directory.resolve("serve.log");
    Process server = serve(log);
    try {
      String announced = server.inputReader().readLine();
      assertTrue(announced.startsWith("listening on http://127.0.0.1:"), announced);
      String url = announced.substring("listening on ".length());
      URI configs = URI.create(url + "/configs/storage");
      assertEquals(401, send(HttpRequest.newBuilder(configs), token + "x").statusCode());
      assertEquals(200, send(HttpRequest.newBuilder(configs), token).statusCode());
      HttpResponse<String> made =
          send(
              HttpRequest.newBuilder(configs).POST(HttpRequest.BodyPublishers.ofString(BODY)),
              token);
      assertEquals(201, made.statusCode(), made.body());
      assertTrue(run("config", "list").text().contains("s3://my-bucket/results"), "the same table");
      String file = BODY.replace("s3://my-bucket/results", "file://" + directory);
      HttpResponse<String> refused =
          send(
              HttpRequest.newBuilder(configs).POST(HttpRequest.BodyPublishers.ofString(file)),
              token);
      assertEquals(400, refused.statusCode(), refused.body());
      String id = run("config", "token", "list").text().split("\t")[0];
      assertEquals(0, run("config", "token", "revoke", id).code());
      assertEquals(401, send(HttpRequest.newBuilder(configs), token).statusCode());
    } finally {
      server.destroy();
    }
    assertTrue(server.waitFor(120, TimeUnit.SECONDS));
    String lines = Files.readString(log);
    assertTrue(lines.contains("POST /configs/storage 201"), lines);
    assertFalse(lines.contains(token), "no token in the log");
    assertFalse(lines.contains("hidden-secret-key"), "no credentials in the log");
  }

  @Test
  void token_isShownOnce() throws Exception {
    CommandRun made =
        run(
            "config",
            "token",
            "create",
            "--name",
            "reader",
            "--organisation",
            "acme",
            "--scope",
            "read",
            "--expires",
            "90d",
            "--json");
    assertEquals(0, made.code(), made.errors());
    assertTrue(made.text().contains("\"scopes\":[\"read\"]"), made.text());
    String token = made.text().replaceFirst("(?s).*\"token\":\"([^\"]+)\".*", "$1");
    assertTrue(token.matches("stowage_[0-9a-f]{16}_[A-Za-z0-9_-]{43}"), made.text());
    String listed = run("config", "token", "list").text();
    assertTrue(listed.matches("[0-9a-f]{16}\tacme\tread\tuntil 20.*Z\treader\n"), listed);
    assertFalse(listed.contains(token));
    assertEquals(3, run("config", "token", "revoke", "0000000000000000").code());
    assertEquals(2, run("config", "token", "create", "--name", "x", "--scope", "admin").code());
    assertEquals(2, run("config", "serve", "--address", "nowhere").code());
  }
}
