package dev.stowage.config.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** CFG-ERR-1: statuses, codes and headers of what is refused. */
@Timeout(120)
class RefusalsTest {
  private static final String CONFIGS = "/configs/storage";
  private static Service service;

  @BeforeAll
  static void start() {
    service =
        new Service(
            ServerOptions.defaults()
                .withMaxBody(4096)
                .withRefusalsPerMinute(100_000)
                .withRequestsPerMinute(100_000));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static void check(int status, String code, Wire.Reply reply) {
    assertEquals(status, reply.status(), reply.toString());
    assertEquals(code, reply.error(), reply.toString());
    assertTrue(reply.json().has("message") && reply.json().has("params"), reply.text());
    assertEquals("application/json", reply.header("Content-Type"));
    assertEquals("no-store", reply.header("Cache-Control"));
    assertEquals("nosniff", reply.header("X-Content-Type-Options"));
    assertTrue(reply.header("Server").isEmpty());
  }

  @Test
  @DisplayName("CFG-ERR-1 401 whatever is wrong with the token")
  void token_mustBeRight() throws Exception {
    String other = service.token.substring(0, service.token.length() - 1);
    for (String header :
        List.of(
            "",
            "Token",
            "Token ",
            "Token x",
            "Token " + other + (service.token.endsWith("A") ? "B" : "A"),
            "Token " + other,
            "Token " + service.token + "A",
            "Bearer " + service.token,
            "Basic " + service.token,
            service.token,
            "Token stowage_0000000000000000_" + "A".repeat(43))) {
      Wire.Reply reply = service.call("GET", CONFIGS, Map.of("Authorization", header));
      check(401, "unauthenticated", reply);
      assertEquals("Token realm=\"Stowage\"", reply.header("WWW-Authenticate"));
    }
    String pair = "Authorization: Token " + service.token + "\r\n";
    Wire.Reply twice =
        service.send(
            ("GET /configs/storage HTTP/1.1\r\nHost: h\r\n" + pair + pair + "\r\n")
                .getBytes(UTF_8));
    check(401, "unauthenticated", twice);
    Wire.Reply lower =
        service.call("GET", CONFIGS, Map.of("Authorization", "token   " + service.token));
    assertEquals(200, lower.status(), "the scheme is not case-sensitive");
  }

  @Test
  @DisplayName("CFG-ERR-1 401 comes before the body is read")
  void token_isCheckedBeforeTheBody() throws Exception {
    try (Wire wire = service.wire()) {
      wire.write(
          "POST /configs/storage HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n"
              + "Expect: 100-continue\r\nAuthorization: Token nope\r\n\r\n");
      check(401, "unauthenticated", wire.read());
      assertTrue(wire.isAtEnd(), "what comes next cannot be told from the body");
    }
  }

  @Test
  @DisplayName("CFG-ERR-1 403 missing-scope")
  void scope_isNeeded() throws Exception {
    Map<String, String> reader =
        Map.of("Authorization", "Token " + service.token("acme", EnumSet.of(Scope.READ)));
    Map<String, String> writer =
        Map.of("Authorization", "Token " + service.token("acme", EnumSet.of(Scope.WRITE)));
    String url = Service.place();
    check(403, "missing-scope", service.post(CONFIGS, Service.body(url), reader));
    check(403, "missing-scope", service.call("GET", CONFIGS, writer));
    check(403, "missing-scope", service.call("GET", "/organisation", writer));
    Wire.Reply made = service.post(CONFIGS, Service.body(url), writer);
    assertEquals(201, made.status());
    String path = CONFIGS + "/" + made.json().string("id").orElseThrow();
    assertEquals(200, service.call("GET", path, reader).status());
    Wire.Reply denied = service.call("DELETE", path, reader);
    check(403, "missing-scope", denied);
    assertEquals("write", denied.json().string("params.scope").orElseThrow());
    check(403, "missing-scope", service.call("POST", path + "/test", reader));
  }

  @Test
  @DisplayName("CFG-ERR-1 404 and 405")
  void path_mustBeThere() throws Exception {
    for (String path :
        List.of(
            "/configs",
            "/configs/storage/",
            "/configs/storage//test",
            "/configs/storage/x/y",
            "/tasks",
            "/tasks/",
            "/organisation/",
            "/organisation/x",
            "/favicon.ico",
            "/..",
            "//",
            "/configs/storage/a/test/b",
            "/%2e%2e/etc",
            "/CONFIGS/storage")) {
      check(404, "not-found", service.get(path));
    }
    for (String id : List.of("x", "%00", "..", "a%2Fb", "%F0%9F%98%80", "a".repeat(2000))) {
      check(404, "not-found", service.get(CONFIGS + "/" + id));
    }
    Wire.Reply put = service.call("PUT", CONFIGS, Map.of());
    check(405, "method-not-allowed", put);
    assertEquals("GET, POST, HEAD", put.header("Allow"));
    assertEquals(
        "GET, POST, DELETE, HEAD", service.call("PATCH", CONFIGS + "/x", Map.of()).header("Allow"));
    check(405, "method-not-allowed", service.call("OPTIONS", "/organisation", Map.of()));
    check(405, "method-not-allowed", service.call("TRACE", "/", Map.of()));
    check(405, "method-not-allowed", service.call("POST", "/tasks/x", Map.of()));
  }

  @Test
  @DisplayName("CFG-ERR-1 415, and JSON that is labelled as curl and ricloud's client label it")
  void contentType_isJson() throws Exception {
    String body = Service.body(Service.place());
    for (String type :
        List.of(
            "text/plain",
            "application/xml",
            "multipart/form-data; boundary=x",
            "application/json; charset=iso-8859-1",
            "application/json; charset=nope",
            "json",
            ";")) {
      check(
          415, "unsupported-media-type", service.post(CONFIGS, body, Map.of("Content-Type", type)));
    }
    check(
        415,
        "unsupported-media-type",
        service.post(CONFIGS, body, Map.of("Content-Encoding", "gzip")));
    for (String type :
        List.of("", "application/x-www-form-urlencoded", "Application/JSON; charset=UTF-8")) {
      Wire.Reply reply =
          service.post(CONFIGS, Service.body(Service.place()), Map.of("Content-Type", type));
      assertEquals(201, reply.status(), type + reply);
    }
  }

  @Test
  @DisplayName("CFG-ERR-1 413, with a length and in chunks")
  void body_hasALimit() throws Exception {
    String padded = Service.body(Service.place()) + " ".repeat(5000);
    check(413, "body-too-large", service.post(CONFIGS, padded));
    Wire.Reply fits =
        service.post(
            CONFIGS, (Service.body(Service.place()) + " ".repeat(4096)).substring(0, 4096));
    assertEquals(201, fits.status(), fits.text());
    try (Wire wire = service.wire()) {
      wire.write(chunkedHead());
      for (int i = 0; i < 50; i++) {
        wire.write("64\r\n" + " ".repeat(100) + "\r\n");
      }
      wire.write("0\r\n\r\n");
      check(413, "body-too-large", wire.read());
      wire.write(service.request("GET", CONFIGS, Map.of(), Optional.empty()));
      assertEquals(200, wire.read().status(), "the connection is good for more");
    }
    try (Wire wire = service.wire()) {
      wire.write(
          service.request(
              "POST", CONFIGS, Map.of("Content-Length", "999999999999"), Optional.of("{")));
      check(413, "body-too-large", wire.read());
    }
  }

  @Test
  void body_inChunksIsTaken() throws Exception {
    String body = Service.body(Service.place());
    try (Wire wire = service.wire()) {
      wire.write(chunkedHead());
      for (char c : body.toCharArray()) {
        wire.write("1\r\n" + c + "\r\n");
      }
      wire.write("0\r\n\r\n");
      Wire.Reply reply = wire.read();
      assertEquals(201, reply.status(), reply.text());
    }
  }

  private static String chunkedHead() {
    return "POST /configs/storage HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n"
        + "Content-Type: application/json\r\nAuthorization: Token "
        + service.token
        + "\r\n\r\n";
  }

  @Test
  void body_isAskedForWhenItIsWanted() throws Exception {
    String body = Service.body(Service.place());
    byte[] request =
        service.request("POST", CONFIGS, Map.of("Expect", "100-continue"), Optional.of(body));
    int head = request.length - body.length();
    try (Wire wire = service.wire()) {
      wire.write(java.util.Arrays.copyOf(request, head));
      assertEquals(100, wire.read().status());
      wire.write(body);
      assertEquals(201, wire.read().status());
    }
    check(417, "expectation-failed", service.post(CONFIGS, body, Map.of("Expect", "miracles")));
  }

  @Test
  @DisplayName("CFG-ERR-1 what two readers could take for two bodies is refused")
  void framing_mustBePlain() throws Exception {
    String head =
        "POST /configs/storage HTTP/1.1\r\nHost: h\r\nAuthorization: Token " + service.token;
    for (String framing :
        List.of(
            "Content-Length: 2\r\nContent-Length: 3",
            "Content-Length: 2\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
            "Content-Length: -1",
            "Content-Length: 0x2",
            "Transfer-Encoding: gzip")) {
      Wire.Reply reply = service.send((head + "\r\n" + framing + "\r\n\r\n{}").getBytes(UTF_8));
      assertTrue(reply.status() == 400 || reply.status() == 501, framing + reply);
      assertEquals("invalid-request", reply.error(), framing);
      assertEquals("close", reply.header("Connection").toLowerCase(java.util.Locale.ROOT), framing);
    }
  }

  @Test
  void request_mustBeHttp() throws Exception {
    for (String request :
        List.of(
            "hello\r\n\r\n",
            "GET\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/9.9\r\nHost: h\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: h\r\nno colon\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: h\r\n" + "a: b\r\n".repeat(70) + "\r\n",
            "GET /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: h\r\n\r\n")) {
      Wire.Reply reply = service.send(request.getBytes(UTF_8));
      assertTrue(
          reply.status() >= 400 && reply.status() < 600 && reply.status() != 500,
          request.substring(0, Math.min(40, request.length())) + reply);
      assertEquals("invalid-request", reply.error(), request.lines().findFirst() + " " + reply);
    }
  }

  @Test
  void query_mustBeKnown() throws Exception {
    for (String query :
        List.of(
            "limit=0",
            "limit=1001",
            "limit=x",
            "limit=",
            "limit=-1",
            "limit=99999999999",
            "limit=1&limit=1",
            "state=nope",
            "state=",
            "after_id=x",
            "after_id=",
            "before_id=%00",
            "date_created=yesterday",
            "date_created=2026-13-01",
            "date_created=2026-01-01/2026",
            "nope=1",
            "%zz=1",
            "limit=%ff",
            "limit=%",
            "after_id=00000000000000000000000000&before_id=00000000000000000000000000")) {
      Wire.Reply reply = service.get(CONFIGS + "?" + query);
      assertEquals(400, reply.status(), query);
      check(400, "invalid-parameter", reply);
    }
    check(400, "invalid-parameter", service.get("/organisation?x=1"));
    assertEquals(200, service.get(CONFIGS + "?").status());
    assertEquals(200, service.get(CONFIGS + "?&").status());
  }
}
