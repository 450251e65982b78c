package dev.stowage.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, byte for byte. */
@Timeout(20)
class RequestFormTest {
  private final HttpTransport transport = HttpTransport.create(TransportOptions.defaults());

  @AfterEach
  void close() {
    transport.close();
  }

  private static MisbehavingServer server() throws IOException {
    return new MisbehavingServer(MisbehavingServer.always(MisbehavingServer.ok("")));
  }

  private List<String> lines(MisbehavingServer server, HttpRequest.Builder request)
      throws IOException {
    transport.send(request.build()).close();
    return Arrays.asList(server.lastHead().split("\r\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a%2Fb+c%20?x",
        "/",
        "//double//slash",
        "/a/../b/./c",
        "/%E2%82%AC?q=%2B+%25&empty=&=&&x",
        "/p?prefix=a%2fB",
        "/?acl",
        "/;a=b,c@d:e!$'()*~",
      })
  void uri_goesOutRaw(String path) throws IOException {
    try (var server = server()) {
      List<String> lines = lines(server, HttpRequest.builder("GET", server.uri(path)));
      assertEquals("GET " + path + " HTTP/1.1", lines.get(0));
    }
  }

  @Test
  void emptyPath_becomesSlash_queryIsKept() throws IOException {
    try (var server = server()) {
      List<String> lines = lines(server, HttpRequest.builder("GET", server.uri("?list")));
      assertEquals("GET /?list HTTP/1.1", lines.get(0));
    }
  }

  @Test
  void bodylessGet_hasThreeLinesAndNothingElse() throws IOException {
    try (var server = server()) {
      assertEquals(
          List.of("GET / HTTP/1.1", "Host: 127.0.0.1:" + server.port(), "User-Agent: stowage"),
          lines(server, HttpRequest.builder("GET", server.uri("/"))));
    }
  }

  @Test
  void ownHeaders_winAndKeepSpellingOrderAndRepetition() throws IOException {
    try (var server = server()) {
      HttpRequest.Builder request =
          HttpRequest.builder("PATCH", server.uri("/"))
              .header("host", "bucket.example.com")
              .header("X-B", "2")
              .header("x-a", "1")
              .header("X-B", "3 \u20ac")
              .header("content-length", "3")
              .header("USER-AGENT", "me")
              .body(HttpBody.of(new byte[] {1, 2, 3, 4}, 0, 3));
      List<String> lines = lines(server, request);
      String euro =
          new String("\u20ac".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      assertEquals(
          List.of(
              "PATCH / HTTP/1.1",
              "host: bucket.example.com",
              "X-B: 2",
              "x-a: 1",
              "X-B: 3 " + euro,
              "USER-AGENT: me",
              "Content-Length: 3"),
          lines);
    }
  }

  @ParameterizedTest
  @CsvSource({"GET,false", "HEAD,false", "DELETE,false", "PUT,true", "POST,true", "PATCH,true"})
  void noBody_hasALengthOnlyWhereOneIsExpected(String method, boolean expected) throws IOException {
    try (var server = server()) {
      List<String> lines = lines(server, HttpRequest.builder(method, server.uri("/")));
      assertEquals(expected, lines.contains("Content-Length: 0"));
    }
  }

  @Test
  void emptyBody_hasALength() throws IOException {
    try (var server = server()) {
      HttpRequest.Builder request =
          HttpRequest.builder("DELETE", server.uri("/")).body(HttpBody.empty());
      assertTrue(lines(server, request).contains("Content-Length: 0"));
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,100000", "7,20000", "8192,100000", "100000,300000", "1000000,1000000"})
  void bodies_arriveUnchanged_inAnyPieces(int piece, int total) throws IOException {
    byte[] bytes = new byte[total];
    new java.util.Random(piece).nextBytes(bytes);
    for (long length : new long[] {total, -1}) {
      byte[][] seen = new byte[1][];
      try (var server =
          new MisbehavingServer(
              peer -> {
                seen[0] = peer.readRequest();
                peer.send(MisbehavingServer.ok(""));
              })) {
        transport
            .send(
                HttpRequest.builder("PUT", server.uri("/"))
                    .body(new Pieces(bytes, piece, length))
                    .build())
            .close();
        assertArrayEquals(bytes, seen[0]);
      }
    }
  }

  private record Pieces(byte[] bytes, int piece, long length) implements HttpBody {
    @Override
    public void writeTo(java.io.OutputStream out) throws IOException {
      for (int i = 0; i < bytes.length; i += piece) {
        if (piece == 1) {
          out.write(bytes[i]);
        } else {
          out.write(bytes, i, Math.min(piece, bytes.length - i));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\nX-Evil: 1",
        "a\nb",
        "a\rb",
        "a\u0000b",
        "a\u007f",
        "\ud800",
        "x\udc00\ud800"
      })
  void headerInjection_isRefused(String value) {
    HttpRequest.Builder request = HttpRequest.builder("GET", URI.create("http://localhost/"));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> request.header("X-Meta", value));
    assertFalse(e.getMessage().contains(value));
    assertThrows(
        IllegalArgumentException.class, () -> TransportOptions.defaults().withUserAgent(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:", "a\r\n", "\u00e4", "a\u0000"})
  void headerNames_areTokens(String name) {
    assertThrows(IllegalArgumentException.class, () -> HttpHeaders.of(name, "v"));
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Length,4",
    "Content-Length,03",
    "Transfer-Encoding,chunked",
    "Transfer-Encoding,gzip",
    "Connection,upgrade",
    "Upgrade,h2c",
    "Expect,200-maybe",
  })
  void headersThatContradictTheBody_areRefused(String name, String value) throws IOException {
    try (var server = server()) {
      HttpRequest request =
          HttpRequest.builder("PUT", server.uri("/"))
              .header(name, value)
              .body(HttpBody.of(new byte[3]))
              .build();
      assertThrows(IllegalArgumentException.class, () -> transport.send(request));
      assertEquals(0, server.connections());
    }
  }

  @Test
  void twoHosts_areRefused() {
    HttpRequest request =
        HttpRequest.builder("GET", URI.create("http://127.0.0.1:1/"))
            .header("Host", "a")
            .header("host", "b")
            .build();
    assertThrows(IllegalArgumentException.class, () -> transport.send(request));
  }

  @Test
  void expectHeader_isTheSameAsTheFlag() {
    HttpRequest request =
        HttpRequest.builder("PUT", URI.create("http://localhost/"))
            .header("Expect", "100-Continue")
            .build();
    assertTrue(request.expectContinue());
  }

  @Test
  void responseHeaders_keepOrderAndAreFoundIgnoringCase() throws IOException {
    String response =
        "HTTP/1.1 200 OK\r\nX-A:1\r\nx-b:  two words \t\r\nX-a: \r\n"
            + "X-Utf: \u00e2\u0082\u00ac\r\nX-Latin: \u00e4\r\nContent-Encoding: gzip\r\n"
            + "Content-Length: 0\r\n\r\n";
    try (var server = new MisbehavingServer(MisbehavingServer.always(response))) {
      HttpHeaders headers =
          transport.send(HttpRequest.builder("GET", server.uri("/")).build()).headers();
      assertEquals(List.of("1", ""), headers.all("x-A"));
      assertEquals("two words", headers.first("X-B").orElseThrow());
      assertEquals("\u20ac", headers.first("X-Utf").orElseThrow());
      assertEquals("\u00e4", headers.first("X-Latin").orElseThrow());
      assertEquals("gzip", headers.first("content-encoding").orElseThrow());
      assertEquals(
          "[x-a, x-b, x-utf, x-latin, content-encoding, content-length]",
          headers.toMap().keySet().toString());
    }
  }

  @Test
  void redirectsAndChallenges_areResponsesLikeOthers() throws IOException {
    for (String status : List.of("301 Moved", "307 Again", "401 Who", "407 Who", "503 Later")) {
      String response =
          "HTTP/1.1 "
              + status
              + "\r\nLocation: /x\r\nWWW-Authenticate: Basic\r\n"
              + "Set-Cookie: a=b\r\nContent-Length: 4\r\n\r\nbody";
      try (var server = new MisbehavingServer(MisbehavingServer.always(response))) {
        for (int i = 0; i < 2; i++) {
          try (HttpResponse r =
              transport.send(
                  HttpRequest.builder("PUT", server.uri("/")).body(Bodies.of(10)).build())) {
            assertEquals(Integer.parseInt(status.substring(0, 3)), r.status());
            assertEquals("body", new String(r.body().readAllBytes(), UTF_8));
          }
          assertFalse(server.lastHead().contains("Cookie"));
        }
        assertEquals(2, server.requests());
      }
    }
  }
}
