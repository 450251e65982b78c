package dev.stowage.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class KeepAliveTest {
  private final TransportOptions options = TransportOptions.defaults();
  private final HttpTransport transport = HttpTransport.create(options);

  @AfterEach
  void close() {
    transport.close();
  }

  private String get(MisbehavingServer server) throws IOException {
    return body(transport, HttpRequest.builder("GET", server.uri("/")).build());
  }

  private static String body(HttpTransport transport, HttpRequest request) throws IOException {
    try (HttpResponse response = transport.send(request)) {
      assertEquals(200, response.status());
      return new String(response.body().readAllBytes(), UTF_8);
    }
  }

  private HttpResponse send(String method, MisbehavingServer server, HttpBody body)
      throws IOException {
    return transport.send(HttpRequest.builder(method, server.uri("/")).body(body).build());
  }

  @Test
  void severalRequests_oneConnection() throws IOException {
    try (var server =
        new MisbehavingServer(MisbehavingServer.always(MisbehavingServer.ok("hello")))) {
      for (int i = 0; i < 5; i++) {
        assertEquals("hello", get(server));
        send("PUT", server, Bodies.of(100_000)).close();
        send("PUT", server, Bodies.chunked(100_000)).close();
        transport.send(HttpRequest.builder("DELETE", server.uri("/")).build()).close();
      }
      assertEquals(1, server.connections());
      assertEquals(20, server.requests());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTRANSFER-ENCODING: Chunked\r\n\r\n0\r\nX-Checksum: 1\r\n\r\n",
        "HTTP/1.0 200\r\nConnection: Keep-Alive\r\nContent-Length: 0\r\n\r\n",
      })
  void emptyBodies_keepTheConnection(String response) throws IOException {
    try (var server = new MisbehavingServer(MisbehavingServer.always(response))) {
      for (int i = 0; i < 3; i++) {
        HttpRequest request = HttpRequest.builder("GET", server.uri("/")).build();
        assertEquals(-1, transport.send(request).body().read());
      }
      assertEquals(1, server.connections());
    }
  }

  @Test
  void head_hasLengthAndNoBody() throws IOException {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n";
    try (var server = new MisbehavingServer(MisbehavingServer.always(head))) {
      for (int i = 0; i < 2; i++) {
        HttpRequest request = HttpRequest.builder("HEAD", server.uri("/")).build();
        try (HttpResponse response = transport.send(request)) {
          assertEquals("1000", response.headers().first("content-length").orElseThrow());
          assertArrayEquals(new byte[0], response.body().readAllBytes());
        }
      }
      assertEquals(1, server.connections());
    }
  }

  @Test
  void chunkedResponse_isReadWhole_andConnectionKept() throws IOException {
    String chunked =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "5;ext=1\r\nhello\r\n0A\r\n0123456789\r\n"
            + "0\r\n\r\n";
    try (var server = new MisbehavingServer(MisbehavingServer.always(chunked))) {
      assertEquals("hello0123456789", get(server));
      assertEquals("hello0123456789", get(server));
      assertEquals(1, server.connections());
    }
  }

  @Test
  void closedEarly_shortRestThatIsHere_keepsTheConnection() throws IOException {
    try (var server =
        new MisbehavingServer(MisbehavingServer.always(MisbehavingServer.ok("x".repeat(2000))))) {
      for (int i = 0; i < 3; i++) {
        HttpResponse response = transport.send(HttpRequest.builder("GET", server.uri("/")).build());
        assertEquals('x', response.body().read());
        response.close();
        assertThrows(IOException.class, () -> response.body().read());
      }
      assertEquals(1, server.connections());
    }
  }

  @Test
  void closedEarly_restStillToCome_dropsTheConnection() throws IOException {
    try (var server =
        new MisbehavingServer(
            peer -> {
              peer.readRequest();
              peer.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
              assertTrue(peer.awaitEnd());
            },
            MisbehavingServer.always(MisbehavingServer.ok("fresh")))) {
      transport.send(HttpRequest.builder("GET", server.uri("/")).build()).close();
      server.awaitFirstScript();
      assertEquals("fresh", get(server));
      assertEquals(2, server.connections());
    }
  }

  @Test
  void closedEarly_halfAChunkLine_doesNotWait() throws IOException {
    try (var server =
        new MisbehavingServer(
            peer -> {
              peer.readRequest();
              peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4");
              assertTrue(peer.awaitEnd());
            })) {
      transport.send(HttpRequest.builder("GET", server.uri("/")).build()).close();
      server.awaitFirstScript();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Connection: close", "connection: keep-alive, Close"})
  void serverWantsToClose_isObeyed(String header) throws IOException {
    String response = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n" + header + "\r\n\r\nok";
    try (var server = new MisbehavingServer(MisbehavingServer.always(response))) {
      assertEquals("ok", get(server));
      assertEquals("ok", get(server));
      assertEquals(2, server.connections());
    }
  }

  @Test
  void bodyUntilClose_isReadWhole() throws IOException {
    try (var server =
        new MisbehavingServer(
            peer -> {
              peer.readRequest();
              peer.send("HTTP/1.0 200 OK\r\n\r\nall of it");
            })) {
      assertEquals("all of it", get(server));
    }
  }

  @Test
  void idleLimits_areKept() throws Exception {
    try (var server = new MisbehavingServer(MisbehavingServer.always(MisbehavingServer.ok("a")));
        HttpTransport none = HttpTransport.create(options.withIdleConnectionsPerHost(0));
        HttpTransport brief = HttpTransport.create(options.withIdleTimeout(Duration.ofNanos(1)))) {
      HttpRequest request = HttpRequest.builder("GET", server.uri("/")).build();
      for (HttpTransport limited : List.of(none, brief)) {
        int before = server.connections();
        body(limited, request);
        body(limited, request);
        assertEquals(2, server.connections() - before);
      }
    }
  }

  @Test
  void idleTooLong_isClosedWithoutAnotherRequest() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    try (var server =
            new MisbehavingServer(
                peer -> {
                  peer.readRequest();
                  peer.send(MisbehavingServer.ok("a"));
                  peer.awaitEnd();
                  ended.countDown();
                });
        HttpTransport brief =
            HttpTransport.create(options.withIdleTimeout(Duration.ofMillis(50)))) {
      body(brief, HttpRequest.builder("GET", server.uri("/")).build());
      assertTrue(ended.await(10, java.util.concurrent.TimeUnit.SECONDS));
    }
  }

  @Test
  void manyThreads_eachGetsItsOwnAnswer() throws Exception {
    MisbehavingServer.Script echo =
        peer -> {
          while (true) {
            String body = new String(peer.readRequest(), UTF_8);
            peer.send(MisbehavingServer.ok(body));
          }
        };
    ExecutorService threads = Executors.newFixedThreadPool(32);
    try (var server = new MisbehavingServer(echo)) {
      List<Future<Boolean>> results = new ArrayList<>();
      for (int t = 0; t < 32; t++) {
        String mine = "thread " + t + " " + "x".repeat(t * 700);
        results.add(threads.submit(() -> echoes(server, mine, 30)));
      }
      for (Future<Boolean> result : results) {
        assertTrue(result.get());
      }
      assertTrue(server.connections() <= 32, "connections: " + server.connections());
      assertFalse(server.connections() == 0);
    } finally {
      threads.shutdownNow();
    }
  }

  private boolean echoes(MisbehavingServer server, String text, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      try (HttpResponse response = send("POST", server, HttpBody.of(text.getBytes(UTF_8)))) {
        if (!text.equals(new String(response.body().readAllBytes(), UTF_8))) {
          return false;
        }
      }
    }
    return true;
  }
}
