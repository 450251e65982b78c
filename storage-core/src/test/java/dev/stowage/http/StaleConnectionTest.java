package dev.stowage.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pooled connection dies, before it is used again or while it is. */
@Timeout(20)
class StaleConnectionTest {
  private final HttpTransport transport = HttpTransport.create(TransportOptions.defaults());

  @AfterEach
  void close() {
    transport.close();
  }

  private String get(MisbehavingServer server) throws IOException {
    HttpRequest request = HttpRequest.builder("GET", server.uri("/")).build();
    try (HttpResponse response = transport.send(request)) {
      return new String(response.body().readAllBytes(), UTF_8);
    }
  }

  private HttpResponse send(String method, MisbehavingServer server, HttpBody body)
      throws IOException {
    return transport.send(HttpRequest.builder(method, server.uri("/")).body(body).build());
  }

  @Test
  void staleConnection_bodylessAndBodyRequests_succeed() throws Exception {
    CountDownLatch closed = new CountDownLatch(3);
    MisbehavingServer.Script once =
        peer -> {
          peer.readRequest();
          peer.send(MisbehavingServer.ok("once"));
          peer.socket().close();
          closed.countDown();
        };
    try (var server = new MisbehavingServer(once)) {
      assertEquals("once", get(server));
      while (closed.getCount() > 2) {
        Thread.onSpinWait();
      }
      Bodies body = Bodies.of(10);
      send("PUT", server, body).close();
      assertEquals(1, body.starts.get());
      while (closed.getCount() > 1) {
        Thread.onSpinWait();
      }
      assertEquals("once", get(server));
      assertEquals(3, server.requests());
    }
  }

  /** The server takes the second request on a kept connection and hangs up: GET may be repeated. */
  @Test
  void lostResponse_onReusedConnection_repeatsGet() throws IOException {
    try (var server =
        new MisbehavingServer(
            peer -> {
              peer.readRequest();
              peer.send(MisbehavingServer.ok("one"));
              peer.readRequest();
            },
            MisbehavingServer.always(MisbehavingServer.ok("two")))) {
      assertEquals("one", get(server));
      assertEquals("two", get(server));
      assertEquals(3, server.requests());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "POST", "GET"})
  void lostResponse_withBody_isNeverRepeated(String method) throws IOException {
    try (var server =
        new MisbehavingServer(
            peer -> {
              peer.readRequest();
              peer.send(MisbehavingServer.ok("one"));
              peer.readRequest();
            },
            MisbehavingServer.always(MisbehavingServer.ok("two")))) {
      assertEquals("one", get(server));
      Bodies body = Bodies.of(10);
      TransportException e =
          assertThrows(NoResponseException.class, () -> send(method, server, body));
      assertTrue(e.requestSent());
      assertEquals(1, body.starts.get());
      assertEquals(1, server.connections());
    }
  }

  @Test
  void lostResponse_bodylessDelete_isNotRepeated() throws IOException {
    try (var server =
        new MisbehavingServer(
            peer -> {
              peer.readRequest();
              peer.send(MisbehavingServer.ok("one"));
              peer.readRequest();
            })) {
      assertEquals("one", get(server));
      HttpRequest delete = HttpRequest.builder("DELETE", server.uri("/")).build();
      assertThrows(NoResponseException.class, () -> transport.send(delete));
      assertEquals(2, server.requests());
    }
  }

  /** Bytes behind a response would be taken for the next response. */
  @Test
  void extraBytesAfterResponse_connectionIsNotReused() throws IOException {
    String smuggled = MisbehavingServer.ok("real") + MisbehavingServer.ok("fake");
    try (var server = new MisbehavingServer(MisbehavingServer.always(smuggled))) {
      for (int i = 0; i < 3; i++) {
        assertEquals("real", get(server));
      }
      assertEquals(3, server.connections());
    }
  }
}
