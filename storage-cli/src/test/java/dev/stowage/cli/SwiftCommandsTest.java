package dev.stowage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that only Swift has, on an account of a few answers. */
class SwiftCommandsTest {
  private static final String MANIFEST =
      """
      [{"name": "/c_segments/a b/1", "bytes": 10, "hash": "aaa"},
       {"name": "/other/2", "bytes": 20, "hash": "bbb", "range": "5-9"}]""";
  private static final String LISTING =
      """
      [{"name": "dir/0001", "bytes": 7, "hash": "ccc", "content_type": "text/plain",
        "last_modified": "2026-12-01T00:00:00.000000"}]""";
  private static final String INFO =
      """
      {"swift": {"version": "2.30.1", "max_file_size": 1000, "policies": [
         {"name": "silver"}, {"name": "gold", "default": true}]},
       "slo": {"max_manifest_segments": 17, "max_manifest_size": 4096},
       "tempurl": {"methods": ["GET", "PUT"], "allowed_digests": ["sha1", "sha256"]}}""";

  @TempDir Path directory;

  private final Map<String, String> metadata = new TreeMap<>();
  private boolean tellsInfo = true;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String what = exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
      switch (what) {
        case "GET /info" -> send(exchange, tellsInfo ? 200 : 404, INFO);
        case "GET /v1/A/c/large" -> {
          exchange.getResponseHeaders().set("X-Static-Large-Object", "True");
          send(exchange, 200, MANIFEST);
        }
        case "GET /v1/A/c/plain", "HEAD /v1/A/c/plain", "GET /v1/A/c/many" ->
            send(exchange, 200, "bytes");
        case "HEAD /v1/A/c/many" -> {
          exchange.getResponseHeaders().set("X-Object-Manifest", "other%20one/dir/");
          send(exchange, 200, "");
        }
        case "GET /v1/A/other%20one" -> send(exchange, 200, LISTING);
        case "HEAD /v1/A", "HEAD /v1/A/c" -> {
          metadata.forEach(exchange.getResponseHeaders()::set);
          send(exchange, 204, "");
        }
        case "POST /v1/A", "POST /v1/A/c" -> {
          exchange.getRequestHeaders().forEach((name, values) -> keep(name, values.get(0)));
          send(exchange, 204, "");
        }
        default -> send(exchange, 404, "<html>no such thing</html>");
      }
    }
  }

  private void keep(String name, String value) {
    if (name.contains("-meta-")) {
      if (value.isEmpty()) {
        metadata.remove(name);
      } else {
        metadata.put(name, value);
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    boolean none = status == 204 || exchange.getRequestMethod().equals("HEAD") || bytes.length == 0;
    exchange.sendResponseHeaders(status, none ? -1 : bytes.length);
    if (!none) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private String url(String path) {
    return "swift:"
        + path
        + "?auth=none&storage-url=http://127.0.0.1:"
        + server.getAddress().getPort()
        + "/v1/A";
  }

  private CommandRun run(String... args) throws Exception {
    return CommandRun.in(directory, new byte[0], args);
  }

  private String succeeds(String... args) throws Exception {
    CommandRun run = run(args);
    assertEquals(0, run.code(), run.errors());
    return run.text();
  }

  @Test
  void segments_ofStaticAndDynamicObjects() throws Exception {
    assertEquals(
        """
                  10  aaa  c_segments/a b/1
                  20  bbb  other/2  bytes 5-9
        """,
        succeeds("swift", "segments", url("//c/large")));
    assertEquals(
        "{\"kind\":\"static\",\"number\":1,\"container\":\"c_segments\",\"key\":\"a b/1\","
            + "\"size\":10,\"etag\":\"aaa\"}",
        succeeds("swift", "segments", "--json", url("//c/large")).lines().findFirst().orElse(""));
    assertEquals(
        "           7  ccc  other one/dir/0001\n", succeeds("swift", "segments", url("//c/many")));
    assertEquals("", succeeds("swift", "segments", url("//c/plain")));
  }

  @Test
  void segments_ofNothing_isNotFound() throws Exception {
    CommandRun missing = run("swift", "segments", url("//c/none"));
    assertEquals(3, missing.code(), missing.errors());
    assertTrue(missing.errors().contains("no such thing"), missing.errors());
    assertEquals(2, run("swift", "segments", url("//c")).code());
    assertEquals(2, run("swift", "segments", "s3://c/k").code());
    server.stop(0);
    assertEquals(1, run("swift", "segments", url("//c/large")).code());
  }

  @Test
  void info_isWhatTheClusterTells_orTheDefaults() throws Exception {
    String told = succeeds("swift", "info", "--json", url(""));
    for (String part :
        List.of(
            "\"told\":true",
            "\"version\":\"2.30.1\"",
            "\"maxFileSize\":1000",
            "\"maxManifestSegments\":17",
            "\"tempUrlMethods\":[\"GET\",\"PUT\"]",
            "\"tempUrlDigest\":\"sha256\"",
            "\"policies\":[\"gold\",\"silver\"]",
            "\"features\":[\"slo\",\"tempurl\"]")) {
      assertTrue(told.contains(part), told);
    }
    assertTrue(succeeds("swift", "info", url("")).contains("maxManifestSegments  17\n"));
    tellsInfo = false;
    String silent = succeeds("swift", "info", "--json", url("//c"));
    assertTrue(silent.contains("\"told\":false"), silent);
    assertTrue(silent.contains("\"maxManifestSegments\":1000"), silent);
  }

  @Test
  void tempUrlKey_isSetSavedAndRemoved_andNeverPrinted() throws Exception {
    String container = url("//c");
    assertEquals(
        "first key of c: none\nsecond key of c: none\n",
        succeeds("swift", "tempurl-key", container));
    String generated = succeeds("swift", "tempurl-key", "--generate", container);
    assertEquals("first key of c: set\nsecond key of c: none\n", generated);
    String key = metadata.get("X-container-meta-temp-url-key");
    assertTrue(key.matches("[0-9a-f]{64}"), "a key of 256 bits");
    assertFalse(succeeds("swift", "tempurl-key", "--json", container).contains(key));

    CommandRun again = run("swift", "tempurl-key", "--generate", container);
    assertEquals(4, again.code(), again.errors());
    assertFalse(again.errors().contains(key));
    assertEquals(key, metadata.get("X-container-meta-temp-url-key"));

    succeeds("swift", "tempurl-key", "--save", "saved", container);
    Path saved = directory.resolve("saved");
    assertEquals(key, Files.readString(saved));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(saved)));
    assertEquals(key, succeeds("swift", "tempurl-key", "--save", "-", container));
    assertEquals(1, run("swift", "tempurl-key", "--save", "saved", container).code());

    Files.writeString(directory.resolve("mine"), "my-own-key\n");
    succeeds("swift", "tempurl-key", "--second", "--set", "mine", container);
    assertEquals("my-own-key", metadata.get("X-container-meta-temp-url-key-2"));
    succeeds("swift", "tempurl-key", "--replace", "--set", "mine", container);
    assertEquals("my-own-key", metadata.get("X-container-meta-temp-url-key"));
    assertEquals(
        "first key of c: none\nsecond key of c: set\n",
        succeeds("swift", "tempurl-key", "--remove", container));
    assertEquals(3, run("swift", "tempurl-key", "--save", "-", container).code());
  }

  @Test
  void tempUrlKey_ofTheAccount_andWhatIsNoKey() throws Exception {
    assertEquals(
        "{\"of\":\"account\",\"first\":true,\"second\":false}\n",
        succeeds("swift", "tempurl-key", "--json", "--generate", url("")));
    assertTrue(metadata.containsKey("X-account-meta-temp-url-key"));
    Files.writeString(directory.resolve("bad"), "two\nlines\n");
    assertEquals(2, run("swift", "tempurl-key", "--second", "--set", "bad", url("")).code());
    assertEquals(2, run("swift", "tempurl-key", "--generate", "--remove", url("")).code());
    assertEquals(2, run("swift", "tempurl-key", url("//c/key")).code());
    assertFalse(metadata.containsKey("X-account-meta-temp-url-key-2"));
  }
}
