package dev.stowage.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class EarlyResponseTest {
  private static final long LARGE = 64L << 20;
  private static final String DENIED = "HTTP/1.1 401 No\r\nContent-Length: 4\r\n\r\nwhy?";

  private final HttpTransport transport =
      HttpTransport.create(
          TransportOptions.defaults()
              .withContinueTimeout(Duration.ofMillis(100))
              .withReadTimeout(Duration.ofSeconds(5)));

  @AfterEach
  void close() {
    transport.close();
  }

  private HttpResponse put(MisbehavingServer server, HttpBody body, boolean expect)
      throws IOException {
    return transport.send(
        HttpRequest.builder("PUT", server.uri("/")).body(body).expectContinue(expect).build());
  }

  private static void assertDenied(HttpResponse response) throws IOException {
    try (response) {
      assertEquals(401, response.status());
      assertEquals("why?", new String(response.body().readAllBytes(), UTF_8));
    }
  }

  @Test
  void expect_refused_consumesNothing() throws IOException {
    try (var server =
        new MisbehavingServer(
            peer -> {
              peer.readHead();
              peer.send(DENIED);
              assertTrue(peer.awaitEnd(), "no byte of the body was sent");
            })) {
      Bodies body = Bodies.of(LARGE);
      HttpResponse response = put(server, body, true);
      assertEquals(0, response.requestBytes());
      assertDenied(response);
      server.awaitFirstScript();
      assertEquals(0, body.starts.get());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 102 Processing\r\n\r\n"})
  void expect_granted_sendsTheBody(String noise) throws IOException {
    MisbehavingServer.Script script =
        peer -> {
          while (true) {
            String head = peer.readHead();
            assertTrue(head.contains("Expect: 100-continue\r\n"), head);
            peer.send(noise + "HTTP/1.1 100 Continue\r\n\r\n");
            assertEquals(100_000, peer.readBody(head).length);
            peer.send(MisbehavingServer.ok("stored"));
          }
        };
    try (var server = new MisbehavingServer(script)) {
      for (int i = 0; i < 2; i++) {
        HttpResponse response = put(server, Bodies.of(100_000), true);
        assertEquals(100_000, response.requestBytes());
        response.close();
      }
      assertEquals(1, server.connections());
    }
  }

  @Test
  void expect_unanswered_sendsTheBodyAfterAWhile() throws IOException {
    try (var server =
        new MisbehavingServer(MisbehavingServer.always(MisbehavingServer.ok("stored")))) {
      put(server, Bodies.of(1000), true).close();
      put(server, Bodies.chunked(1000), true).close();
      assertEquals(1, server.connections());
    }
  }

  @Test
  void expect_lateConsent_isSkipped() throws IOException {
    try (var server =
        new MisbehavingServer(
            peer -> {
              String head = peer.readHead();
              byte[] body = peer.readBody(head);
              peer.send("HTTP/1.1 100 Continue\r\n\r\n");
              peer.send(MisbehavingServer.ok("" + body.length));
            })) {
      try (HttpResponse response = put(server, Bodies.of(1000), true)) {
        assertEquals("1000", new String(response.body().readAllBytes(), UTF_8));
      }
    }
  }

  @Test
  void expect_emptyBody_isNotAsked() throws IOException {
    try (var server =
        new MisbehavingServer(MisbehavingServer.always(MisbehavingServer.ok("stored")))) {
      put(server, HttpBody.empty(), true).close();
      assertTrue(!server.lastHead().contains("Expect"), server.lastHead());
    }
  }

  /** The server refuses, goes on reading for a while, and closes: the polite way. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refusedWhileSending_statusIsReturned(boolean chunked) throws IOException {
    try (var server =
        new MisbehavingServer(
            peer -> {
              peer.readHead();
              peer.send(DENIED);
              while (true) {
                peer.readBytes(1024);
              }
            })) {
      Bodies body = chunked ? Bodies.chunked(LARGE) : Bodies.of(LARGE);
      assertDenied(put(server, body, false));
      assertTrue(body.written < LARGE, "the rest was not sent");
      assertEquals(1, body.starts.get());
    }
  }

  /** The server refuses and closes with our bytes unread, which resets the connection. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refusedAndClosed_statusIsReturned(boolean chunked) throws IOException {
    try (var server =
        new MisbehavingServer(
            peer -> {
              peer.readHead();
              peer.readBytes(200_000);
              peer.send(DENIED);
            })) {
      Bodies body = chunked ? Bodies.chunked(LARGE) : Bodies.of(LARGE);
      assertDenied(put(server, body, false));
    }
  }

  /**
   * The server refuses, reads no more, and keeps the connection: the worst way. While a consent may
   * still come, a waiting byte could be the start of that, so then only the timeout decides.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refusedAndStalled_statusIsReturned(boolean expect) throws IOException {
    Bodies body = Bodies.of(LARGE);
    try (var server =
        new MisbehavingServer(
            peer -> {
              peer.readHead();
              body.awaitStuck();
              peer.send(DENIED);
              peer.stall();
            })) {
      HttpRequest.Builder request =
          HttpRequest.builder("PUT", server.uri("/")).body(body).expectContinue(expect);
      request.readTimeout(Duration.ofMillis(expect ? 1000 : 60_000));
      assertDenied(transport.send(request.build()));
    }
  }

  @Test
  void bodyThatSwallowsExceptions_statusIsReturned() throws IOException {
    HttpBody stubborn =
        new HttpBody() {
          @Override
          public long length() {
            return LARGE;
          }

          @Override
          public void writeTo(java.io.OutputStream out) {
            for (int i = 0; i < 1024; i++) {
              try {
                out.write(new byte[64 * 1024]);
              } catch (IOException e) {
                // goes on regardless
              }
            }
          }
        };
    try (var server =
        new MisbehavingServer(
            peer -> {
              peer.readHead();
              peer.send(DENIED);
              while (true) {
                peer.readBytes(1024);
              }
            })) {
      assertDenied(put(server, stubborn, false));
    }
  }

  @Test
  void earlySuccess_bodyIsSentWhole() throws IOException {
    try (var server =
        new MisbehavingServer(
            peer -> {
              String head = peer.readHead();
              peer.send(MisbehavingServer.ok("fine"));
              assertEquals(10_000_000, peer.readBody(head).length);
              peer.readRequest();
              peer.send(MisbehavingServer.ok("next"));
            })) {
      try (HttpResponse response = put(server, Bodies.of(10_000_000), false)) {
        assertEquals("fine", new String(response.body().readAllBytes(), UTF_8));
      }
      put(server, Bodies.of(1), false).close();
      assertEquals(1, server.connections());
    }
  }

  @Test
  void successForHalfABody_isNotBelieved() throws IOException {
    try (var server =
        new MisbehavingServer(
            peer -> {
              peer.readHead();
              peer.readBytes(1000);
              peer.send(MisbehavingServer.ok("stored"));
            })) {
      assertThrows(NoResponseException.class, () -> put(server, Bodies.of(LARGE), false));
    }
  }

  @Test
  void interimResponses_areSkipped() throws IOException {
    String noise = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n";
    try (var server =
        new MisbehavingServer(
            MisbehavingServer.always(noise.repeat(3) + MisbehavingServer.ok("x")))) {
      assertEquals(200, put(server, Bodies.of(10), false).status());
    }
  }
}
