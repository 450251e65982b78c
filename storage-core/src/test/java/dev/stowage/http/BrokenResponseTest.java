package dev.stowage.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class BrokenResponseTest {
  private final HttpTransport transport = HttpTransport.create(TransportOptions.defaults());

  @AfterEach
  void close() {
    transport.close();
  }

  private HttpResponse get(MisbehavingServer server) throws IOException {
    return transport.send(HttpRequest.builder("GET", server.uri("/")).build());
  }

  private HttpResponse put(MisbehavingServer server, HttpBody body) throws IOException {
    return transport.send(HttpRequest.builder("PUT", server.uri("/")).body(body).build());
  }

  private static MisbehavingServer answering(String response) throws IOException {
    return new MisbehavingServer(
        peer -> {
          peer.readRequest();
          peer.send(response);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 10\r\n\r\nhalf",
        "Content-Length: 10\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n8",
        "Transfer-Encoding: chunked\r\n\r\n8\r\nhalf",
        "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf",
        "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
        "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n0\r\n",
      })
  void bodyCutOff_isNeverTheEnd(String rest) throws IOException {
    try (var server = answering("HTTP/1.1 200 OK\r\n" + rest)) {
      HttpResponse response = get(server);
      IOException first =
          assertThrows(TruncatedBodyException.class, () -> response.body().readAllBytes());
      assertSame(first, assertThrows(IOException.class, () -> response.body().read()));
      response.close();
    }
  }

  @Test
  void bodyReset_isTruncated() throws IOException {
    try (var server =
        new MisbehavingServer(
            peer -> {
              peer.readRequest();
              peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
              peer.stall();
            },
            MisbehavingServer.always(MisbehavingServer.ok("well")))) {
      HttpResponse response = get(server);
      assertEquals("half", new String(response.body().readNBytes(4), UTF_8));
      assertEquals(4, response.responseBytes());
      server.resetAll();
      assertThrows(TruncatedBodyException.class, () -> response.body().read());
      assertEquals(200, get(server).status());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "Transfer-Encoding: chunked\r\n\r\n-1\r\n",
        "Transfer-Encoding: chunked\r\n\r\n0x4\r\n",
        "Transfer-Encoding: chunked\r\n\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
        "Transfer-Encoding: chunked\r\n\r\n4\r\nlonger\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n4\nhalf\n0\n\n",
        "Transfer-Encoding: chunked\r\n\r\n0\r\nno colon\r\n\r\n",
      })
  void malformedChunks_areRefused(String rest) throws IOException {
    try (var server = answering("HTTP/1.1 200 OK\r\n" + rest)) {
      HttpResponse response = get(server);
      assertThrows(MalformedResponseException.class, () -> response.body().readAllBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2p1\r\n\r\n",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.2 200 OK\r\n\r\n",
        "HTTP/1.1 20 OK\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 999 OK\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\n\r\n",
        "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
        "\r\nHTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\n: no name\r\n\r\n",
        "HTTP/1.1 200 OK\r\nName : space\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA: b\rC: d\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA: \u0000\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na",
        "HTTP/1.1 200 OK\r\nContent-Length: 1, 1\r\n\r\na",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\na",
        "HTTP/1.1 200 OK\r\nContent-Length: 0x1\r\n\r\na",
        "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\na",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\na",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      })
  void malformedHeads_areRefused(String response) throws IOException {
    try (var server = answering(response)) {
      assertThrows(MalformedResponseException.class, () -> get(server));
    }
  }

  @Test
  void hugeHead_isReadUpToALimit() throws IOException {
    String fields = ("X-Filler: " + "y".repeat(100) + "\r\n").repeat(500);
    try (var fits = answering("HTTP/1.1 200 OK\r\n" + fields + "Content-Length: 0\r\n\r\n");
        var tooLarge = answering("HTTP/1.1 200 OK\r\n" + fields + fields + "\r\n");
        var longLine = answering("HTTP/1.1 200 OK\r\nA: " + "z".repeat(70_000) + "\r\n\r\n");
        var interim = answering(("HTTP/1.1 102 Again\r\n" + "\r\n").repeat(5000))) {
      assertEquals(500, get(fits).headers().all("x-filler").size());
      assertThrows(MalformedResponseException.class, () -> get(tooLarge));
      assertThrows(MalformedResponseException.class, () -> get(longLine));
      assertThrows(MalformedResponseException.class, () -> get(interim));
    }
  }

  @Test
  void slowDrip_isPutTogether() throws IOException {
    try (var server =
        new MisbehavingServer(
            peer -> {
              peer.readRequest();
              peer.drip(MisbehavingServer.ok("drop by drop"));
              peer.readRequest();
              peer.drip("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
              peer.drip("c\r\ndrop by drop\r\n0\r\n\r\n");
            })) {
      for (int i = 0; i < 2; i++) {
        try (HttpResponse response = get(server)) {
          assertEquals("drop by drop", new String(response.body().readAllBytes(), UTF_8));
        }
      }
      assertEquals(1, server.connections());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 20", "HTTP/1.1 200 OK\r\nContent-Le"})
  void noWholeHead_isNoResponse(String response) throws IOException {
    try (var server = answering(response)) {
      NoResponseException e = assertThrows(NoResponseException.class, () -> get(server));
      assertTrue(e.requestSent());
    }
  }

  @Test
  void resets_areNoResponse() throws IOException {
    try (var before = new MisbehavingServer(MisbehavingServer.Peer::reset);
        var during =
            new MisbehavingServer(
                peer -> {
                  peer.readHead();
                  peer.readBytes(100_000);
                  peer.reset();
                });
        var after =
            new MisbehavingServer(
                peer -> {
                  peer.readRequest();
                  peer.reset();
                })) {
      assertThrows(TransportException.class, () -> put(before, Bodies.of(64L << 20)));
      assertThrows(NoResponseException.class, () -> put(during, Bodies.of(64L << 20)));
      assertThrows(NoResponseException.class, () -> put(after, Bodies.of(100_000)));
      assertThrows(NoResponseException.class, () -> get(after));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 500, 99_999, 100_001, 10_000_000})
  void bodyOfAnotherLength_isRefused(long actual) throws IOException {
    try (var server =
        new MisbehavingServer(
            peer -> {
              String head = peer.readHead();
              assertThrows(IOException.class, () -> peer.readBody(head), "it was sent whole");
            },
            MisbehavingServer.always(MisbehavingServer.ok("well")))) {
      assertThrows(
          BodyLengthException.class, () -> put(server, Bodies.announcing(100_000, actual)));
      server.awaitFirstScript();
      assertEquals(200, get(server).status());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 100_000})
  void bodySourceFails_itsExceptionEscapes_andTheRequestStaysUnfinished(long length)
      throws IOException {
    IOException broken = new IOException("the disk is on fire");
    HttpBody body =
        new HttpBody() {
          @Override
          public long length() {
            return length;
          }

          @Override
          public void writeTo(java.io.OutputStream out) throws IOException {
            out.write(new byte[50_000]);
            throw broken;
          }
        };
    try (var server =
        new MisbehavingServer(
            peer -> {
              String head = peer.readHead();
              assertThrows(IOException.class, () -> peer.readBody(head));
            })) {
      assertSame(broken, assertThrows(IOException.class, () -> put(server, body)));
      server.awaitFirstScript();
    }
  }

  @Test
  void nobodyThere_isConnectFailed() throws IOException {
    int port;
    try (ServerSocket unused = new ServerSocket(0)) {
      port = unused.getLocalPort();
    }
    for (String host : new String[] {"127.0.0.1:" + port, "no-such-host.invalid"}) {
      HttpRequest request = HttpRequest.builder("PUT", URI.create("http://" + host + "/")).build();
      TransportException e =
          assertThrows(ConnectFailedException.class, () -> transport.send(request));
      assertTrue(!e.requestSent());
    }
  }
}
